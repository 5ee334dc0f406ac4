import { Kind, OperationTypeNode, type FieldNode, type OperationDefinitionNode, type VariableDefinitionNode } from 'graphql';
import type { Unit } from './schedule.ts';

/**
 * One operation for several entity fetches: `_0: _entities(representations: $representations_0) {…} _1: …`.
 * The client's variables keep their names: they mean the same in every fetch of one plan.
 */
export function mergedDocument(units: readonly Unit[]): OperationDefinitionNode {
  const definitions = new Map<string, VariableDefinitionNode>();
  const fields = units.map((unit, index): FieldNode => {
    const variable = `representations_${index}`;
    for (const definition of unit.operation.variableDefinitions ?? []) {
      const name = definition.variable.name.value;
      if (name !== 'representations') definitions.set(name, definition);
      else definitions.set(variable, { ...definition, variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } });
    }
    return {
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: `_${index}` },
      name: { kind: Kind.NAME, value: '_entities' },
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: 'representations' },
          value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
        },
      ],
      selectionSet: unit.selectionSet,
    };
  });
  const name = units[0]?.operation.name;
  return {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(name === undefined ? {} : { name }),
    variableDefinitions: [...definitions.values()],
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
}
