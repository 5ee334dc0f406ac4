import { type GraphQLScalarType, GraphQLError, type ValueNode, GraphQLScalarType as Scalar, Kind } from 'graphql';
import { DateTimeResolver, EmailAddressResolver, JSONResolver } from 'graphql-scalars';

const webUrl = (value: unknown): string => {
  if (typeof value === 'string' && URL.canParse(value)) return value;
  throw new GraphQLError('URL is not an absolute URL');
};

const URLScalar: GraphQLScalarType = new Scalar({
  name: 'URL',
  description: 'An absolute URL (WHATWG), as a string.',
  serialize: (value) => (value instanceof URL ? value.href : String(value)),
  parseValue: webUrl,
  parseLiteral: (node: ValueNode) => webUrl(node.kind === Kind.STRING ? node.value : null),
});

const VectorScalar: GraphQLScalarType = new Scalar({
  name: 'Vector',
  description: 'A vector as base64 of little-endian float32 numbers.',
  serialize(value) {
    if (!(value instanceof Float32Array)) throw new GraphQLError('Vector is not a Float32Array');
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  },
  parseValue(value) {
    const bytes = Buffer.from(String(value), 'base64');
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  },
});

/** Every custom scalar of the supergraph. A schema takes those it declares. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  DateTime: DateTimeResolver,
  EmailAddress: EmailAddressResolver,
  JSON: JSONResolver,
  URL: URLScalar,
  Vector: VectorScalar,
};
