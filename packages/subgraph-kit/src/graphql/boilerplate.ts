import { Kind, visit } from 'graphql';
import type { DocumentNode, FieldDefinitionNode, InputValueDefinitionNode, StringValueNode, TypeDefinitionNode } from 'graphql';

/**
 * Words that mean the same wherever they stand are described here, once, and are filled in before composition.
 * Everything else is described in the subgraphs' `schema.graphql`; the schema lint fails on what is described in neither.
 */
const types: Readonly<Record<string, string>> = {
  DateTime: 'A moment: RFC 3339 in UTC with milliseconds, for example `2026-11-21T09:30:00.000Z`.',
  EmailAddress: 'An e-mail address, for example `ann@example.org`.',
  JSON: 'Any JSON value.',
  URL: 'An absolute URL.',
  Node: 'Anything that `node(id:)` finds again by its id.',
  Failure: 'An expected failure that a program branches on: a dialog, not a toast.',
  PageInfo: 'Where a page stands in its list.',
  Query: 'Everything that can be asked.',
  Mutation: 'Everything that can be done.',
  Subscription: 'Everything that can be watched live.',
};

const fields: Readonly<Record<string, string>> = {
  id: 'Its id: a prefix that tells the type, and 26 characters. Never changes.',
  edges: 'The entries of this page, each with the cursor to go on from.',
  nodes: 'The entries of this page.',
  pageInfo: 'Where this page stands in its list.',
  totalCount: 'How many entries the whole list has. Null where counting would cost too much.',
  cursor: 'Where this entry stands, for `after`.',
  node: 'The entry.',
  hasNextPage: 'Whether entries follow.',
  hasPreviousPage: 'Whether entries come before.',
  startCursor: 'The cursor of the first entry of this page.',
  endCursor: 'The cursor of the last entry of this page, for `after`.',
};

/** On types that implement `Failure`, and on `Failure` itself. */
const failureMessage = 'What went wrong, in a sentence for people.';

const organization =
  "The organization this request is for: the one named by the `conhub-organization` header (id or slug), else the API key's, else the " +
  "person's default. Null for a person who is a member of none.";

const inputArguments: Readonly<Record<string, string>> = {
  id: 'The id.',
  ids: 'The ids.',
  input: 'What to do it with.',
  first: 'How many entries at most, 100 at the most.',
  after: 'Begin after this cursor: the last page’s `pageInfo.endCursor`.',
};

const description = (value: string): StringValueNode => ({ kind: Kind.STRING, value, block: true });

const isPage = (type: TypeDefinitionNode): boolean =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION && type.name.value.endsWith('Connection') && has(type, 'edges') && has(type, 'pageInfo');
const isEdge = (type: TypeDefinitionNode): boolean =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION && type.name.value.endsWith('Edge') && has(type, 'cursor') && has(type, 'node');
const has = (type: { readonly fields?: readonly FieldDefinitionNode[] }, name: string): boolean =>
  type.fields?.some((field) => field.name.value === name) ?? false;

const isFailure = (type: TypeDefinitionNode): boolean =>
  (type.kind === Kind.INTERFACE_TYPE_DEFINITION && type.name.value === 'Failure') ||
  (type.kind === Kind.OBJECT_TYPE_DEFINITION && (type.interfaces?.some((named) => named.name.value === 'Failure') ?? false));

/** `SignInPayload`, `SignInInput`, `SignInResult` of the mutation `signIn`. */
function ofMutation(name: string, mutations: ReadonlySet<string>): string | undefined {
  const match = /^(.+)(Payload|Input|Result)$/.exec(name);
  const [, stem = '', role = ''] = match ?? [];
  const mutation = stem.charAt(0).toLowerCase() + stem.slice(1);
  if (!mutations.has(mutation)) return undefined;
  if (role === 'Input') return `What \`${mutation}\` takes.`;
  if (role === 'Payload') return `What \`${mutation}\` answers when it is done.`;
  return `What came of \`${mutation}\`: done, or a failure to act upon. Branch on \`__typename\` and keep a default branch.`;
}

function describeField(field: FieldDefinitionNode, type: TypeDefinitionNode): FieldDefinitionNode {
  const name = field.name.value;
  const text =
    name === 'message' && isFailure(type)
      ? failureMessage
      : type.name.value === 'Query' && name === 'organization'
        ? organization
        : type.name.value === 'PageInfo' || isPage(type) || isEdge(type) || name === 'id'
          ? fields[name]
          : undefined;
  return {
    ...field,
    ...(field.description === undefined && text !== undefined ? { description: description(text) } : {}),
    ...(field.arguments === undefined ? {} : { arguments: field.arguments.map(describeArgument) }),
  };
}

function describeArgument(argument: InputValueDefinitionNode): InputValueDefinitionNode {
  const text = inputArguments[argument.name.value];
  return argument.description === undefined && text !== undefined ? { ...argument, description: description(text) } : argument;
}

/** The document with every word of the list above described where it is not yet. */
export function describeBoilerplate(document: DocumentNode): DocumentNode {
  const mutations = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Mutation') {
      for (const field of definition.fields ?? []) mutations.add(field.name.value);
    }
  }
  const describeType = <T extends TypeDefinitionNode>(type: T): T => {
    const name = type.name.value;
    const node = name.replace(/(Connection|Edge)$/, '');
    const text =
      types[name] ??
      (isPage(type) ? `A page of a list (${node}).` : isEdge(type) ? `One entry of a list (${node}).` : ofMutation(name, mutations));
    return {
      ...type,
      ...(type.description === undefined && text !== undefined ? { description: description(text) } : {}),
      ...('fields' in type && type.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? { fields: type.fields?.map((field) => describeField(field as FieldDefinitionNode, type)) }
        : {}),
    };
  };
  return visit(document, {
    ObjectTypeDefinition: describeType,
    InterfaceTypeDefinition: describeType,
    ScalarTypeDefinition: describeType,
    UnionTypeDefinition: describeType,
    InputObjectTypeDefinition: describeType,
    EnumTypeDefinition: describeType,
  });
}
