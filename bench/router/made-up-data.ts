import { type IdPrefix, idOf, prefixes } from '@conhub/subgraph-kit';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  execute,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** How many of a kind there are: a hundred hits are of some documents of a few sources. */
const poolSizes: Readonly<Record<string, number>> = { Document: 100, Source: 5, ConnectedAccount: 3, User: 8, Organization: 1 };
const poolSizeElsewhere = 20;
const listLength = 2;
const pageLength = 20;

const prefixOfType = new Map(Object.entries(prefixes).map(([prefix, type]) => [type as string, prefix as IdPrefix]));

const numberOf = Symbol('number');
const lengthOf = Symbol('length');

interface MadeUp {
  readonly __typename?: string;
  readonly id?: string;
  /** Which of its kind; in a list its place. */
  readonly [numberOf]?: number;
  /** Of the lists in a connection. */
  readonly [lengthOf]?: number;
  readonly [field: string]: unknown;
}

/** Any two subgraphs, asked by whomever in whatever order, answer the same for the same entity. */
export const answerWithMadeUpData = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): Promise<ExecutionResult> =>
  execute({ schema, document, variableValues: variables, rootValue: {}, fieldResolver: resolveField, typeResolver: resolveType });

const resolveField: GraphQLFieldResolver<MadeUp, unknown> = (parent, args, _context, { fieldName, returnType, schema }) => {
  const given = parent[fieldName];
  if (given !== undefined) return given;
  const first: unknown = args['first'];
  return valueOf(returnType, {
    schema,
    fieldName,
    number: numberIn(parent),
    length: parent[lengthOf] ?? null,
    first: typeof first === 'number' ? first : null,
  });
};

const resolveType: GraphQLTypeResolver<MadeUp, unknown> = ({ __typename }) => __typename;

const numberIn = (value: MadeUp): number =>
  value[numberOf] ?? (value.id === undefined ? 0 : Number.parseInt(value.id.slice(-4), 36) % 1_000);

interface Place {
  readonly schema: GraphQLSchema;
  readonly fieldName: string;
  readonly number: number;
  readonly length: number | null;
  readonly first: number | null;
}

function valueOf(type: GraphQLOutputType, place: Place): unknown {
  const { schema, fieldName, number } = place;
  if (isNonNullType(type)) return valueOf(type.ofType, place);
  if (isListType(type)) {
    const isPage = fieldName === 'nodes' || fieldName === 'edges';
    return Array.from({ length: isPage ? (place.length ?? pageLength) : listLength }, (_, index) =>
      valueOf(type.ofType, { ...place, number: isPage ? index : number + index }),
    );
  }
  if (isObjectType(type)) return objectOf(type.name, place);
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    return objectOf(possible[number % possible.length]?.name ?? '', place);
  }
  if (isEnumType(type)) return type.getValues()[number % type.getValues().length]?.value;
  switch (type.name) {
    case 'Int':
    case 'Float':
      return number;
    case 'Boolean':
      return number % 2 === 0;
    case 'DateTime':
      return new Date(1_750_000_000_000 + number * 60_000).toISOString();
    case 'URL':
      return `https://example.org/${fieldName}/${number}`;
    default:
      return fieldName === 'text'
        ? `The passage with the number ${number} speaks of what was asked for in about as many words as one would read.`
        : `${fieldName} ${number}`;
  }
}

function objectOf(typeName: string, { schema, number, first, length }: Place): MadeUp {
  const type = schema.getType(typeName);
  const prefix = prefixOfType.get(typeName);
  const isEntity = prefix !== undefined && isObjectType(type) && type.getFields()['id'] !== undefined;
  const own = isEntity ? number % (poolSizes[typeName] ?? poolSizeElsewhere) : number;
  return {
    __typename: typeName,
    ...(isEntity ? { id: idOf(prefix, `01890000-0000-7000-8000-${own.toString(16).padStart(12, '0')}`) } : {}),
    [numberOf]: own,
    [lengthOf]: first ?? length ?? pageLength,
  };
}
