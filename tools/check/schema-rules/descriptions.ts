import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isSpecifiedScalarType } from 'graphql';
import type { SchemaRule } from './graph.ts';

/** Everything a client developer meets in the Explorer is described: types, fields, arguments, enum values, input fields. */
export const describedEverywhere: SchemaRule = ({ api }) => {
  const missing: string[] = [];
  const look = (at: string, { description }: { readonly description?: string | null | undefined }): void => {
    if (description === undefined || description === null || description.trim() === '') missing.push(`${at} has no description`);
  };
  for (const type of Object.values(api.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name}:)`, argument);
      }
    }
  }
  return missing;
};
