import type { Node } from 'web-tree-sitter';
import type { NamedNode, Surroundings, SyntaxRule, SyntaxRules } from './syntax-rules.ts';
import { isType, named, plainName, routine } from './syntax-rules.ts';

const functions = new Set(['arrow_function', 'function_expression', 'generator_function', 'function']);
const classes = new Set(['class']);

const exported = (node: Node | null): boolean => {
  for (let at = node; at !== null; at = at.parent) {
    if (at.type === 'export_statement' || at.type === 'ambient_declaration') return true;
    if (at.type === 'statement_block' || at.type === 'class_body' || at.type === 'program') return false;
  }
  return false;
};

/** `const a = …`: a function where it is one; inside functions only those. */
const declarator: SyntaxRule = (node, { isLocal }) => {
  const target = node.childForFieldName('name');
  const value = node.childForFieldName('value');
  const isFunction = value !== null && functions.has(value.type);
  const isClass = value !== null && classes.has(value.type);
  if (target === null || (isLocal && !isFunction && !isClass)) return [];
  const kind = isFunction ? 'function' : isClass ? 'class' : node.parent?.firstChild?.type === 'const' ? 'constant' : 'variable';
  const isExported = exported(node.parent);
  return boundNames(target).map((name) => ({ name, kind, isExported }));
};

/** The names a pattern binds: `{ a, b: c, ...d }`, `[e, f = 1]`. */
function boundNames(target: Node): string[] {
  if (target.type === 'identifier') return [target.text];
  if (!target.type.endsWith('_pattern')) return [];
  if (target.type === 'shorthand_property_identifier_pattern') return [target.text];
  const inner = target.type === 'pair_pattern' ? [target.childForFieldName('value')] : target.namedChildren.slice(0, 50);
  return inner.flatMap((child) => (child === null ? [] : boundNames(child)));
}

const method: SyntaxRule = (node, { isLocal, kind }) => {
  const name = plainName(node.childForFieldName('name'));
  if (name === null) return [];
  // A method of an object that is made inside a function is found by its container, not by its name alone.
  return [{ name, kind: name === 'constructor' ? 'constructor' : isLocal && (kind === null || !isType(kind)) ? 'property' : 'method' }];
};

const field: SyntaxRule = (node) => {
  const name = plainName(node.childForFieldName('name') ?? node.childForFieldName('property'));
  const value = node.childForFieldName('value');
  return name === null ? [] : [{ name, kind: value !== null && functions.has(value.type) ? 'method' : 'property' }];
};

/** `exports.a = …`, `A.prototype.b = function …`. */
const assignment: SyntaxRule = (node, { isLocal }) => {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (left?.type !== 'member_expression' || right === null || isLocal) return [];
  const name = plainName(left.childForFieldName('property'));
  const owner = left.childForFieldName('object')?.text ?? '';
  const isFunction = functions.has(right.type);
  const isExport = owner === 'exports' || owner === 'module.exports';
  if (name === null || (!isExport && !isFunction) || name === 'exports') return [];
  const within = isExport || owner.length > 80 ? [] : [owner.replace(/\.prototype$/, '')];
  return [{ name, kind: isFunction ? (isExport ? 'function' : 'method') : 'constant', within, isExported: isExport }];
};

/** `{ key: () => … }`. */
const pair: SyntaxRule = (node, around) => {
  const value = node.childForFieldName('value');
  if (value === null) return [];
  const name = plainName(node.childForFieldName('key'));
  if (name === null) return [];
  if (functions.has(value.type)) return [{ name, kind: around.isLocal ? 'property' : 'method' }];
  return value.type === 'object' && !around.isLocal ? [{ name, kind: 'property' }] : [];
};

/** `export { a as b }`: b is said here. */
const exportSpecifier: SyntaxRule = (node) => {
  const alias = plainName(node.childForFieldName('alias'));
  return alias === null || alias === 'default' || alias === node.childForFieldName('name')?.text ? [] : [{ name: alias, kind: 'alias' }];
};

const declared =
  (rule: SyntaxRule): SyntaxRule =>
  (node: Node, around: Surroundings): readonly NamedNode[] =>
    rule(node, around).map((found) => ({ ...found, isExported: exported(node.parent) }));

const module: SyntaxRule = (node) => {
  const name = node.childForFieldName('name');
  // `declare module 'package'` is said in many files.
  return name === null || name.type === 'string' ? [] : [{ name: name.text.slice(0, 120), kind: 'module' }];
};

const enumMember: SyntaxRule = (node) => {
  const name = plainName(node.childForFieldName('name'));
  return name === null ? [] : [{ name, kind: 'property' }];
};
const bareEnumMember: SyntaxRule = (node) => (node.parent?.type === 'enum_body' ? [{ name: node.text, kind: 'property' }] : []);

export const javascriptRules: SyntaxRules = {
  function_declaration: declared(routine()),
  generator_function_declaration: declared(routine()),
  class_declaration: declared(named('class')),
  variable_declarator: declarator,
  method_definition: method,
  field_definition: field,
  assignment_expression: assignment,
  pair,
  export_specifier: exportSpecifier,
};

export const typescriptRules: SyntaxRules = {
  ...javascriptRules,
  abstract_class_declaration: declared(named('class')),
  interface_declaration: declared(named('interface')),
  enum_declaration: declared(named('enum')),
  type_alias_declaration: declared(named('type')),
  internal_module: module,
  module,
  function_signature: declared(routine({ isSignature: true })),
  method_signature: (node, around) => method(node, around).map((found) => ({ ...found, isSignature: true })),
  abstract_method_signature: named('method', { isSignature: true }),
  public_field_definition: field,
  property_signature: field,
  enum_assignment: enumMember,
  property_identifier: bareEnumMember,
};
