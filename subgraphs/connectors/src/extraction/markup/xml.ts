import { Parser } from 'htmlparser2';
import { limits } from '../limits.ts';
import { bomb } from '../unreadable.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Names come without their prefix, attributes with it. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads XML as a stream of events. It knows XML's five entities and no others, follows no reference, and forgives. */
export function readXml(xml: string, handlers: XmlHandlers): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > limits.xmlDepthMax) throw bomb('It is nested too deeply');
        handlers.open?.(local(name), attributes);
      },
      ontext: (text) => handlers.text?.(text),
      onclosetag(name) {
        depth -= 1;
        handlers.close?.(local(name));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of the attribute of that name, whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

/** The value of the attribute of that name that has a prefix: `r:id` beside `id`. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}
