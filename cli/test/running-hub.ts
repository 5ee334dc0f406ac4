import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentNode, type OperationDefinitionNode, type SelectionSetNode, Kind, parse } from 'graphql';
import { afterAll, beforeAll, expect } from 'vitest';
import { type HubProcess, newPlace, startHub } from '../../standalone/test/hub-process.ts';
import { type CommandOptions, type Said, conhub } from './command.ts';

export const place = newPlace();
export const data = join(place.path, 'data');
export const notes = join(place.path, 'notes');
export const elsewhere = { XDG_CONFIG_HOME: join(place.path, 'config'), CONHUB_DATA_DIR: join(place.path, 'no-hub') };
let hub: HubProcess;
/** Its address, once it is ready. */
export const running = { url: '' };

/** As the operator of the machine. */
export const run = (...given: string[]): Promise<Said> =>
  conhub(['--data', data, ...given], { environment: { XDG_CONFIG_HOME: join(place.path, 'operator') } });
/** From a machine that has nothing but the address. */
export const from = (given: readonly string[], options: CommandOptions = {}): Promise<Said> =>
  conhub(['--url', running.url, ...given], { ...options, environment: { ...elsewhere, ...options.environment } });

// oxlint-disable-next-line typescript/no-explicit-any -- what a command prints is what the test says it is
export type Json = any;
export const lines = ({ stdout }: Said): Json[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);

export async function json(...given: string[]): Promise<Json> {
  const said = await run('--json', ...given);
  expect(said, given.join(' ')).toMatchObject({ code: 0, stderr: '' });
  const values = lines(said);
  expect(values, 'one JSON value').toHaveLength(1);
  return values[0];
}

/** What is printed has the shape of the operation's `data`: every key is one that the operation asks for. */
export function expectShape(printed: Json, operation: string): void {
  const document: DocumentNode = parse(readFileSync(new URL(`../../schema/operations/${operation}.graphql`, import.meta.url), 'utf8'));
  const check = (value: Json, set: SelectionSetNode): void => {
    if (value === null) return;
    if (Array.isArray(value)) return value.forEach((each) => check(each, set));
    const fields = new Map<string, SelectionSetNode | undefined>();
    const gather = (selections: SelectionSetNode): void => {
      for (const selection of selections.selections) {
        if (selection.kind === Kind.FIELD) fields.set((selection.alias ?? selection.name).value, selection.selectionSet);
        else if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet);
      }
    };
    gather(set);
    for (const [key, inner] of Object.entries(value as Record<string, Json>)) {
      expect([...fields.keys()], operation).toContain(key);
      const selection = fields.get(key);
      if (selection !== undefined) check(inner, selection);
    }
  };
  const root = (document.definitions[0] as OperationDefinitionNode).selectionSet;
  check(printed, root);
  expect(Object.keys(printed as object).length).toBeGreaterThan(0);
}

export async function eventually<Value>(
  what: string,
  look: () => Promise<Value>,
  isDone: (value: Value) => boolean,
  timeoutMs: number,
): Promise<Value> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(30)) {
    const value = await look();
    if (isDone(value)) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not in ${timeoutMs} ms: ${JSON.stringify(value)}`);
  }
}

export async function ask(query: string, variables: object, bearer?: string): Promise<Json> {
  const headers = { 'content-type': 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) };
  const reply = await fetch(new URL('/graphql', running.url), { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return reply.json();
}

/** A hub that has read a folder of three notes, for the tests of one file. */
export function useRunningHub(): void {
  beforeAll(async () => {
    mkdirSync(notes);
    writeFileSync(join(notes, 'tokens.md'), '# Tokens\n\nHow we rotate refresh tokens every month.\n');
    writeFileSync(join(notes, 'rotate.ts'), 'export function rotateRefreshTokens(): void {}\n');
    writeFileSync(join(notes, 'cats.md'), '# Cats\n\nCats sleep.\n');
    hub = startHub({ arguments: [notes, '--data', data, '--port', '0'] });
    running.url = (await hub.ready).url.href;
    await eventually(
      'The folder is searchable',
      async () => (await run('--json', 'sources')).stdout,
      (stdout) => stdout.includes('"COMPLETE"') && stdout.includes('"documentCount":3'),
      90_000,
    );
  }, 120_000);
  afterAll(async () => {
    hub.kill('SIGTERM');
    await hub.ended;
    place.remove();
  }, 30_000);
}
