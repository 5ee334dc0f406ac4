import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../compose/event-schemas.ts';
import { baseline, filesAt } from './baseline.ts';
import type { Check } from './check.ts';

const annotations = new Set(['description', 'title', '$schema', 'properties', 'required', 'items', 'anyOf', 'oneOf', 'enum', 'x-version']);

/**
 * What a change of an event's schema takes from those who read stored events: only additions are allowed, and an added field is
 * optional, since events written before do not have it.
 */
export function incompatibilities(before: JsonSchema, after: JsonSchema, at: string): readonly string[] {
  const faults: string[] = [];
  for (const keyword of Object.keys(before)) {
    if (!annotations.has(keyword) && !isDeepStrictEqual(before[keyword], after[keyword])) faults.push(`${at}: ${keyword} changed`);
  }
  const old = (before['properties'] ?? {}) as Record<string, JsonSchema>;
  const now = (after['properties'] ?? {}) as Record<string, JsonSchema>;
  const wasRequired = new Set((before['required'] ?? []) as string[]);
  const isRequired = new Set((after['required'] ?? []) as string[]);
  for (const [name, schema] of Object.entries(old)) {
    const next = now[name];
    if (next === undefined) faults.push(`${at}.${name} was removed`);
    else faults.push(...incompatibilities(schema, next, `${at}.${name}`));
    if (next !== undefined && wasRequired.has(name) && !isRequired.has(name)) faults.push(`${at}.${name} is no longer always there`);
  }
  for (const name of isRequired) {
    if (!(name in old)) faults.push(`${at}.${name} is new and required: events written before do not have it, so it must be optional`);
  }
  const removed = ((before['enum'] ?? []) as unknown[]).filter((value) => !((after['enum'] ?? []) as unknown[]).includes(value));
  if (removed.length > 0) faults.push(`${at} no longer takes ${removed.join(', ')}`);
  if (before['items'] !== undefined)
    faults.push(...incompatibilities(before['items'] as JsonSchema, (after['items'] ?? {}) as JsonSchema, `${at}[]`));
  for (const keyword of ['anyOf', 'oneOf'] as const) faults.push(...options(before[keyword], after[keyword], at));
  return faults;
}

/** Each option that was there must still be there, grown at most. */
function options(before: unknown, after: unknown, at: string): readonly string[] {
  const now = (after ?? []) as readonly JsonSchema[];
  return ((before ?? []) as readonly JsonSchema[]).flatMap((option, index) =>
    now.some((other) => incompatibilities(option, other, at).length === 0) ? [] : [`${at}: option ${index + 1} was removed or changed`],
  );
}

/** What never stands in a fact: erasing a person must not mean rewriting history. Names are joined when somebody reads. */
const personal =
  /^(name|displayName|firstName|lastName|email|emailAddress|address|ipAddress|userAgent|query|text|content|password|token|secret|message)$/;

/** The fields of an event's payload that would hold a person's name, an address, a query or a text. */
export function personalFields(schema: JsonSchema, at: string): readonly string[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const nested = [schema['items'], schema['additionalProperties'], ...((schema['anyOf'] ?? schema['oneOf'] ?? []) as unknown[])];
  return [
    ...properties.flatMap(([name, property]) => [
      ...(personal.test(name)
        ? [`${at}.${name}: events hold ids, enums, numbers, hashes and paths, never names, addresses, queries or texts`]
        : []),
      ...personalFields(property, `${at}.${name}`),
    ]),
    ...nested.flatMap((part) => (typeof part === 'object' && part !== null ? personalFields(part as JsonSchema, at) : [])),
  ];
}

export const eventPayloads: Check = {
  name: 'event payloads',
  async run(root) {
    return globSync('schema/events/*.json', { cwd: root }).flatMap((file) =>
      personalFields(JSON.parse(readFileSync(path.join(root, file), 'utf8')) as JsonSchema, path.basename(file, '.json')),
    );
  },
};

export const eventGate: Check = {
  name: 'event-schema gate',
  async run(root) {
    const commit = baseline(root);
    if (commit === null) return [];
    return [...filesAt(root, commit, 'schema/events')].flatMap(([file, text]) => {
      if (!file.endsWith('.json')) return [];
      const type = path.basename(file, '.json');
      const current = path.join(root, file);
      if (!existsSync(current)) return [`${type} was removed: an event is never renamed and stays readable`];
      return incompatibilities(JSON.parse(text) as JsonSchema, JSON.parse(readFileSync(current, 'utf8')) as JsonSchema, type);
    });
  },
};
