import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type ExecutionResult, Kind, parse, print, visit } from 'graphql';
import { answerWithMadeUpData } from './made-up-data.ts';

const root = new URL('../../', import.meta.url);
export const readProject = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** ConHub's own subgraph schemas, by name. `Query.node` belongs to the router and is not asked for here. */
export const subgraphTypes: ReadonlyMap<string, string> = new Map(
  ['users', 'connectors', 'search', 'embedding', 'audit'].map((name) => [name, readProject(`subgraphs/${name}/schema.graphql`)]),
);

/** What differs between texts that were never seen; the answer does not depend on it. */
export const freshMark = 'never seen ';

export interface Subgraphs {
  /** A new object each time, as if it had come over a wire. */
  answer(subgraph: string, document: DocumentNode | string, variables: Record<string, unknown>): Promise<ExecutionResult>;
  /** CPU in milliseconds that subgraphs used, and how often they were asked, since the last call. */
  take(): { readonly cpuMs: number; readonly fetches: number };
}

/**
 * Subgraphs that answer from memory, and keep account of what they cost: what is measured is the router. Only the first time is
 * anything executed; from then on an answer is found without waiting, so that its cost is the thread's between two moments.
 */
export function createSubgraphs(): Subgraphs {
  const schemas = new Map([...subgraphTypes].map(([name, types]) => [name, buildSubgraphSchema({ typeDefs: parse(types) })]));
  const answers = new Map<string, string>();
  const texts = new WeakMap<DocumentNode, string>();
  const documents = new Map<string, DocumentNode>();
  let cpuUs = 0;
  let fetches = 0;

  const parsed = (text: string): DocumentNode => {
    let document = documents.get(text);
    if (document === undefined) documents.set(text, (document = withoutMark(parse(text, { noLocation: true }))));
    return document;
  };
  const execute = async (subgraph: string, document: DocumentNode, variables: Record<string, unknown>): Promise<string> => {
    const schema = schemas.get(subgraph);
    if (schema === undefined) throw new Error(`There is no subgraph ${subgraph}`);
    const result = await answerWithMadeUpData(schema, document, variables);
    if (result.errors !== undefined) throw new Error(`${subgraph}: ${result.errors[0]?.message}`);
    return JSON.stringify(result);
  };
  const printed = (document: DocumentNode): string => {
    let text = texts.get(document);
    if (text === undefined) texts.set(document, (text = print(withoutMark(document))));
    return text;
  };

  return {
    async answer(subgraph, given, variables) {
      const before = process.threadCpuUsage();
      const document = typeof given === 'string' ? parsed(given) : given;
      const key = `${subgraph} ${printed(document)} ${JSON.stringify(variables)}`;
      let text = answers.get(key);
      if (text === undefined) answers.set(key, (text = await execute(subgraph, document, variables)));
      const answer = JSON.parse(text) as ExecutionResult;
      const { user, system } = process.threadCpuUsage(before);
      cpuUs += user + system;
      fetches += 1;
      return answer;
    },
    take() {
      const taken = { cpuMs: cpuUs / 1_000, fetches };
      cpuUs = 0;
      fetches = 0;
      return taken;
    },
  };
}

/** Neither the operation's name nor the mark changes an answer. */
const withoutMark = (document: DocumentNode): DocumentNode =>
  visit(document, {
    OperationDefinition: ({ name, ...rest }) => (name === undefined ? undefined : rest),
    StringValue: (node) => (node.value.startsWith(freshMark) ? { kind: Kind.STRING, value: freshMark } : undefined),
  });
