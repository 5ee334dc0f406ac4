import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { prefixes } from '@conhub/subgraph-kit';
import { type Composition, composeSupergraph, routerSubgraph } from './compose.ts';
import { type EventSchema, eventTypes, readEventSchemas } from './event-schemas.ts';

/** A generated file: its path below the repository's root, and its bytes. Null: it must not exist. */
export interface Artifact {
  readonly file: string;
  readonly content: string | null;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Everything that `pnpm compose` writes. A pure function of the sources: the same files give the same bytes. */
export async function makeArtifacts(root: string): Promise<{ readonly composition: Composition; readonly artifacts: readonly Artifact[] }> {
  const composition = composeSupergraph(root);
  const subgraphs = composition.subgraphs.map(({ name }) => name).filter((name) => name !== routerSubgraph);
  const events = await readEventSchemas(root, subgraphs);
  return {
    composition,
    artifacts: [
      { file: 'schema/router/node.graphql', content: composition.node },
      { file: 'schema/supergraph.graphql', content: composition.supergraph },
      { file: 'schema/api.graphql', content: composition.api },
      { file: 'schema/ids.json', content: json(prefixes) },
      ...eventArtifacts(root, events),
    ],
  };
}

function eventArtifacts(root: string, events: readonly EventSchema[]): readonly Artifact[] {
  const folder = path.join(root, 'schema', 'events');
  const files = new Set(events.map(({ type }) => `${type}.json`));
  const stale = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => file.endsWith('.json') && !files.has(file));
  return [
    ...events.map(({ type, schema }) => ({ file: `schema/events/${type}.json`, content: json(schema) })),
    ...stale.map((file) => ({ file: `schema/events/${file}`, content: null })),
    { file: 'schema/events/payloads.generated.ts', content: events.length === 0 ? null : eventTypes(events) },
  ];
}

const read = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** The artifacts whose file says something else. */
export const drifted = (root: string, artifacts: readonly Artifact[]): readonly Artifact[] =>
  artifacts.filter(({ file, content }) => read(path.join(root, file)) !== content);

export function writeArtifacts(root: string, artifacts: readonly Artifact[]): void {
  for (const { file, content } of artifacts) {
    const target = path.join(root, file);
    if (content === null) {
      rmSync(target);
      continue;
    }
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}
