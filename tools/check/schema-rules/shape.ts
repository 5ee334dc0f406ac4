import { prefixes } from '@conhub/subgraph-kit';
import { Kind, print, visit } from 'graphql';
import { type SchemaRule, hasDirective, keysOf, namedType, objectTypes, rootFields, rootTypes } from './graph.ts';

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `verbNoun(input: VerbNounInput!): VerbNounPayload` or `…Result`; a mutation that needs nothing takes nothing. */
export const oneInput: SchemaRule = (graph) =>
  rootFields(graph)
    .filter(({ type }) => type === 'Mutation')
    .flatMap(({ field }) => {
      const name = field.name.value;
      const [input, ...others] = field.arguments ?? [];
      const faults: string[] = [];
      const takes = input === undefined ? null : `${input.name.value}: ${print(input.type)}`;
      if (others.length > 0 || (takes !== null && takes !== `input: ${upperFirst(name)}Input!`))
        faults.push(`Mutation.${name} must take one argument, input: ${upperFirst(name)}Input!`);
      const answers = new Set(
        ['Payload', 'Result']
          .map((suffix) => `${upperFirst(name)}${suffix}`)
          .concat(name === 'completeSetup' || name === 'refreshSession' ? ['SignInResult'] : []),
      );
      if (!answers.has(namedType(field.type)))
        faults.push(`Mutation.${name} must answer ${upperFirst(name)}Payload or ${upperFirst(name)}Result`);
      return faults;
    });

/** Whoever asks for a list says how long it is, so that cost can be known before anything is fetched. */
export const boundedLists: SchemaRule = ({ subgraphs }) =>
  subgraphs.flatMap((subgraph) =>
    objectTypes(subgraph).flatMap((type) =>
      (type.fields ?? []).flatMap((field) => {
        const at = `${type.name.value}.${field.name.value}`;
        const first = field.arguments?.find((argument) => argument.name.value === 'first');
        const isConnection = namedType(field.type).endsWith('Connection');
        if (!isConnection && first === undefined) return [];
        const faults: string[] = [];
        // Events come one by one: there is no list whose size could be said.
        if (type.name.value !== 'Subscription' && !hasDirective(field, 'listSize')) faults.push(`${at} has no @listSize`);
        if (first?.defaultValue === undefined) faults.push(`${at} has no default for first`);
        if (isConnection && !(field.arguments ?? []).some((argument) => argument.name.value === 'after')) faults.push(`${at} has no after`);
        return faults;
      }),
    ),
  );

/** Every keyed type can be resolved somewhere, keys do not mix resolvable and not, root types are no entities, and each node has an id of its own. */
export const ownedKeys: SchemaRule = ({ subgraphs, api }) => {
  const faults: string[] = [];
  const keyed = new Map<string, boolean>();
  for (const subgraph of subgraphs) {
    for (const type of objectTypes(subgraph)) {
      const keys = keysOf(type);
      if (keys.length === 0) continue;
      const name = type.name.value;
      if (rootTypes.has(name)) faults.push(`${name} in ${subgraph.name} is a root type and cannot have a @key`);
      if (new Set(keys.map((key) => key.isResolvable)).size > 1)
        faults.push(`${name} in ${subgraph.name} mixes resolvable and other keys, which the planner answers wrongly`);
      keyed.set(name, (keyed.get(name) ?? false) || keys.some((key) => key.isResolvable));
    }
  }
  for (const [name, isResolvable] of keyed) if (!isResolvable) faults.push(`${name} has a @key that no subgraph resolves`);
  const withIds = new Set<string>(Object.values(prefixes));
  const node = api.getType('Node');
  for (const type of node !== undefined && 'getInterfaces' in node ? api.getPossibleTypes(node as never) : []) {
    if (!withIds.has(type.name)) faults.push(`${type.name} is a Node without an id prefix`);
  }
  return faults;
};

export const enumNames: SchemaRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name, document }) =>
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION
        ? (definition.values ?? [])
            .filter((value) => !/^[A-Z][A-Z0-9_]*$/.test(value.name.value))
            .map((value) => `${definition.name.value}.${value.name.value} in ${name} is not UPPER_SNAKE`)
        : [],
    ),
  );

const sharedValueTypes = new Set(['PageInfo', 'Problem', 'LimitReached', 'SystemActor', 'DocumentKind', 'Node', 'Failure']);

/** Value types that several subgraphs define are the same everywhere, descriptions apart. */
export const identicalValueTypes: SchemaRule = ({ subgraphs }) => {
  const first = new Map<string, { readonly subgraph: string; readonly text: string }>();
  return subgraphs.flatMap(({ name: subgraph, document }) =>
    document.definitions.flatMap((definition) => {
      if (!('name' in definition) || definition.name === undefined || !sharedValueTypes.has(definition.name.value)) return [];
      const name = definition.name.value;
      const text = print(visit(definition, { enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined) }));
      const other = first.get(name);
      if (other === undefined) first.set(name, { subgraph, text });
      return other === undefined || other.text === text ? [] : [`${name} is not the same in ${other.subgraph} and ${subgraph}`];
    }),
  );
};
