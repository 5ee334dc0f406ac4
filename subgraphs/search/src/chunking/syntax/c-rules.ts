import type { Node } from 'web-tree-sitter';
import type { NamedNode, SyntaxRule, SyntaxRules } from './syntax-rules.ts';
import { named, plainName, unlessLocal, withBody } from './syntax-rules.ts';

const leaves = new Set(['identifier', 'field_identifier', 'type_identifier', 'destructor_name', 'operator_name', 'primitive_type']);

interface Declared {
  readonly name: string;
  readonly within: readonly string[];
  readonly isFunction: boolean;
}

/** Follows declarators (`*`, `[]`, `()`, `A::`) inward to the name. */
function declaredBy(start: Node | null): Declared | null {
  let isFunction = false;
  const within: string[] = [];
  let node = start;
  for (let depth = 0; node !== null && depth < 30; depth++) {
    if (leaves.has(node.type)) {
      const name = plainName(node);
      return name === null ? null : { name, within, isFunction };
    }
    if (node.type === 'function_declarator') isFunction = true;
    // `int (*callback)(int)` is a variable.
    if (node.type === 'pointer_declarator' && isFunction) isFunction = false;
    if (node.type === 'qualified_identifier') {
      const scope = node.childForFieldName('scope')?.text ?? '';
      if (scope !== '') within.push(scope.replace(/<.*$/s, '').slice(0, 80));
      node = node.childForFieldName('name');
    } else if (node.type === 'template_function') node = node.childForFieldName('name');
    else node = node.childForFieldName('declarator') ?? node.namedChild(0);
  }
  return null;
}

const functionDefinition: SyntaxRule = (node, { kind, isLocal }) => {
  const found = declaredBy(node.childForFieldName('declarator'));
  if (found === null || !found.isFunction) return [];
  const owner = found.within.at(-1);
  const isMember = owner !== undefined || (kind === 'class' || kind === 'struct' ? !isLocal : false);
  return [{ name: found.name, kind: found.name === owner ? 'constructor' : isMember ? 'method' : 'function', within: found.within }];
};

const declaration: SyntaxRule = (node, { kind, isLocal }) => {
  if (isLocal) return [];
  const isMember = kind === 'class' || kind === 'struct';
  return node.childrenForFieldName('declarator').flatMap((child): NamedNode[] => {
    const found = declaredBy(child);
    if (found === null) return [];
    const { name, within, isFunction } = found;
    if (isFunction) return [{ name, within, kind: isMember ? 'method' : 'function', isSignature: true }];
    const isExtern = node.namedChild(0)?.text === 'extern';
    return [{ name, within, kind: isMember ? 'property' : 'variable', isSignature: isExtern }];
  });
};

const typeDefinition: SyntaxRule = (node) =>
  node.childrenForFieldName('declarator').flatMap((child): NamedNode[] => {
    const name = declaredBy(child)?.name;
    return name === undefined ? [] : [{ name, kind: 'type' }];
  });

export const cRules: SyntaxRules = {
  function_definition: functionDefinition,
  declaration,
  field_declaration: declaration,
  struct_specifier: withBody(named('struct')),
  union_specifier: withBody(named('struct')),
  enum_specifier: withBody(named('enum')),
  enumerator: named('property'),
  type_definition: typeDefinition,
  preproc_def: named('macro'),
  preproc_function_def: named('macro'),
};

export const cppRules: SyntaxRules = {
  ...cRules,
  class_specifier: withBody(named('class')),
  namespace_definition: (node) => {
    const name = node.childForFieldName('name')?.text;
    return name === undefined || name.length > 120 ? [] : [{ name: name.replaceAll('::', '.'), kind: 'module', isScopeOnly: true }];
  },
  alias_declaration: unlessLocal(named('type')),
  concept_definition: named('type'),
};
