import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type GraphQLSchema, Kind, buildSchema, parse, validate } from 'graphql';
import { baseline, filesAt } from './baseline.ts';
import type { Check } from './check.ts';

const folder = 'schema/operations';

/** What is wrong with an operation in a schema: it must parse, validate, and be the one named operation of its file. */
export function operationFaults(schema: GraphQLSchema, file: string, text: string): readonly string[] {
  try {
    const document = parse(text);
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const faults = validate(schema, document).map((error) => `${file}: ${error.message}`);
    return operations.length === 1 && operations[0]?.name !== undefined ? faults : [...faults, `${file} does not hold one named operation`];
  } catch (error) {
    return [`${file}: ${(error as Error).message}`];
  }
}

/** Trusted documents stay valid: those of this checkout and those of the last release against the schema that clients will meet. */
export const operationsGate: Check = {
  name: 'operations gate',
  async run(root) {
    const schema = buildSchema(readFileSync(path.join(root, 'schema/api.graphql'), 'utf8'));
    const current = readdirSync(path.join(root, folder)).map(
      (name) => [`${folder}/${name}`, readFileSync(path.join(root, folder, name), 'utf8')] as const,
    );
    const commit = baseline(root);
    const previous =
      commit === null ? [] : [...filesAt(root, commit, folder)].map(([file, text]) => [`${file} at ${commit.slice(0, 12)}`, text] as const);
    return [...[...current, ...previous].flatMap(([file, text]) => operationFaults(schema, file, text)), ...duplicateNames(current)];
  },
};

function duplicateNames(operations: readonly (readonly [file: string, text: string])[]): readonly string[] {
  const files = new Map<string, string>();
  return operations.flatMap(([file, text]) => {
    const name = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(text)?.[1] ?? '';
    const other = files.get(name);
    files.set(name, file);
    return other === undefined ? [] : [`${file} and ${other} are both called ${name}`];
  });
}
