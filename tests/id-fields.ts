import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/**
 * Every place of a schema where a client hands in an id, by its coordinate: `Query.source(id:)` for an argument, `ShareSourceInput.sourceId`
 * for a field of an input.
 */
export function idFields(schema: GraphQLSchema): string[] {
  const found: string[] = [];
  const takesId = ({ type }: GraphQLArgument | GraphQLInputField): boolean => getNamedType(type).name === 'ID';
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        for (const argument of field.args) if (takesId(argument)) found.push(`${type.name}.${field.name}(${argument.name}:)`);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) if (takesId(field)) found.push(`${type.name}.${field.name}`);
    }
  }
  return found.toSorted();
}
