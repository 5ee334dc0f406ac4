import type { Node } from 'web-tree-sitter';
import { cRules, cppRules } from './c-rules.ts';
import { javascriptRules, typescriptRules } from './javascript-rules.ts';
import type { SyntaxRule, SyntaxRules } from './syntax-rules.ts';
import { isType, named, plainName, routine, severalNames, unlessLocal } from './syntax-rules.ts';

const text = (node: Node | null): string => (node === null || node.endIndex - node.startIndex > 120 ? '' : node.text);
const bareType = (node: Node | null): string => text(node).replace(/^[&*\s]+|<.*$|\[.*$/gs, '');

const pythonAssignment: SyntaxRule = (node, { isLocal, kind }) => {
  const left = node.childForFieldName('left');
  if (left === null || isLocal) return [];
  const targets = left.type === 'pattern_list' ? left.namedChildren.slice(0, 20) : [left];
  return targets.flatMap((target) =>
    target?.type === 'identifier'
      ? [
          {
            name: target.text,
            kind: kind === 'class' ? ('property' as const) : ('constant' as const),
            isExported: !target.text.startsWith('_'),
          },
        ]
      : [],
  );
};

const pythonRules: SyntaxRules = {
  function_definition: (node, around) =>
    routine()(node, around).map((found) => (found.name === '__init__' ? { ...found, kind: 'constructor' as const } : found)),
  class_definition: named('class'),
  assignment: pythonAssignment,
  type_alias_statement: (node) => {
    const name = plainName(node.childForFieldName('left'));
    return name === null ? [] : [{ name, kind: 'type' }];
  },
};

const goRules: SyntaxRules = {
  function_declaration: named('function'),
  method_declaration: (node) => {
    const name = plainName(node.childForFieldName('name'));
    const receiver = node.childForFieldName('receiver')?.namedChild(0)?.childForFieldName('type') ?? null;
    const owner = bareType(receiver);
    return name === null ? [] : [{ name, kind: 'method', within: owner === '' ? [] : [owner] }];
  },
  type_spec: (node, around) => {
    const type = node.childForFieldName('type')?.type;
    return named(type === 'struct_type' ? 'struct' : type === 'interface_type' ? 'interface' : 'type')(node, around);
  },
  type_alias: named('type'),
  const_spec: severalNames('constant'),
  var_spec: severalNames('variable'),
  method_elem: named('method', { isSignature: true }),
  field_declaration: severalNames('property'),
};

const rustRules: SyntaxRules = {
  function_item: routine(),
  function_signature_item: routine({ isSignature: true }),
  struct_item: named('struct'),
  union_item: named('struct'),
  enum_item: named('enum'),
  enum_variant: named('property'),
  trait_item: named('interface'),
  impl_item: (node) => {
    const name = bareType(node.childForFieldName('type'));
    return name === '' ? [] : [{ name, kind: 'class', isScopeOnly: true }];
  },
  mod_item: (node, around) => (node.childForFieldName('body') === null ? [] : named('module')(node, around)),
  const_item: unlessLocal(named('constant')),
  static_item: unlessLocal(named('variable')),
  type_item: unlessLocal(named('type')),
  associated_type: named('type', { isSignature: true }),
  macro_definition: named('macro'),
  field_declaration: named('property'),
};

/** `int X = 1, Y = 2`. */
const fieldDeclarators =
  (list: (node: Node) => readonly (Node | null)[]): SyntaxRule =>
  (node) =>
    list(node).flatMap((child) => {
      const name = child === null ? null : plainName(child.childForFieldName('name'));
      return name === null
        ? []
        : [{ name, kind: /\b(?:final|const)\b/.test(text(node.namedChild(0))) ? ('constant' as const) : ('property' as const) }];
    });

const javaRules: SyntaxRules = {
  class_declaration: named('class'),
  interface_declaration: named('interface'),
  enum_declaration: named('enum'),
  record_declaration: named('class'),
  annotation_type_declaration: named('interface'),
  method_declaration: (node, around) => named('method', { isSignature: node.childForFieldName('body') === null })(node, around),
  annotation_type_element_declaration: named('method', { isSignature: true }),
  constructor_declaration: named('constructor'),
  compact_constructor_declaration: named('constructor'),
  field_declaration: fieldDeclarators((node) => node.childrenForFieldName('declarator')),
  constant_declaration: fieldDeclarators((node) => node.childrenForFieldName('declarator')),
  enum_constant: named('property'),
};

const csharpRules: SyntaxRules = {
  class_declaration: named('class'),
  interface_declaration: named('interface'),
  struct_declaration: named('struct'),
  enum_declaration: named('enum'),
  record_declaration: named('class'),
  delegate_declaration: named('type'),
  method_declaration: (node, around) => named('method', { isSignature: node.childForFieldName('body') === null })(node, around),
  local_function_statement: named('function'),
  constructor_declaration: named('constructor'),
  property_declaration: named('property'),
  event_declaration: named('property'),
  field_declaration: fieldDeclarators(
    (node) =>
      node.namedChildren
        .find((child) => child?.type === 'variable_declaration')
        ?.namedChildren.filter((child) => child?.type === 'variable_declarator') ?? [],
  ),
  enum_member_declaration: named('property'),
  namespace_declaration: named('module', { isScopeOnly: true }),
};

const rubyRules: SyntaxRules = {
  class: named('class'),
  module: named('module'),
  method: (node, { kind }) => {
    const name = plainName(node.childForFieldName('name'));
    if (name === null) return [];
    return [
      { name, kind: name === 'initialize' ? 'constructor' : kind !== null && (isType(kind) || kind === 'module') ? 'method' : 'function' },
    ];
  },
  singleton_method: named('method'),
  assignment: (node, { isLocal }) => {
    const left = node.childForFieldName('left');
    return left?.type === 'constant' && !isLocal ? [{ name: left.text, kind: 'constant' }] : [];
  },
  call: (node) => {
    const method = text(node.childForFieldName('method'));
    if (!/^(?:attr_(?:accessor|reader|writer)|define_method|alias_method|scope)$/.test(method)) return [];
    const symbols = (node.childForFieldName('arguments')?.namedChildren ?? []).filter((child) => child?.type === 'simple_symbol');
    return symbols.slice(0, method.startsWith('attr_') ? 20 : 1).map((child) => ({
      name: text(child).replace(/^:/, ''),
      kind: method.startsWith('attr_') ? ('property' as const) : ('method' as const),
    }));
  },
};

const phpRules: SyntaxRules = {
  class_declaration: named('class'),
  interface_declaration: named('interface'),
  trait_declaration: named('class'),
  enum_declaration: named('enum'),
  enum_case: named('property'),
  function_definition: named('function'),
  method_declaration: (node) => {
    const name = plainName(node.childForFieldName('name'));
    if (name === null) return [];
    return [{ name, kind: name === '__construct' ? 'constructor' : 'method', isSignature: node.childForFieldName('body') === null }];
  },
  const_element: (node) => {
    const name = plainName(node.namedChild(0));
    return name === null ? [] : [{ name, kind: 'constant' }];
  },
  property_element: (node, around) => named('property')(node, around).map((found) => ({ ...found, name: found.name.replace(/^\$/, '') })),
};

const bashRules: SyntaxRules = {
  function_definition: named('function'),
  variable_assignment: unlessLocal(named('variable')),
};

/** The key of a pair, as a part of a path. */
const key: SyntaxRule = (node) => {
  const name = text(node.childForFieldName('key')).replace(/^["']|["']$/g, '');
  return name === '' ? [] : [{ name, kind: 'key' }];
};

const cssRules: SyntaxRules = {
  rule_set: (node) => keyOf(text(node.namedChild(0))),
  media_statement: (node) => keyOf(text(node).split('{')[0] || node.text.slice(0, 100).split('{')[0] || ''),
  keyframes_statement: (node) => {
    const name = plainName(node.namedChildren.find((child) => child?.type === 'keyframes_name') ?? null);
    return name === null ? [] : [{ name, kind: 'constant' }];
  },
};
const keyOf = (name: string): { name: string; kind: 'key' }[] =>
  name.trim() === '' ? [] : [{ name: name.replace(/\s+/g, ' ').trim(), kind: 'key' }];

/** By grammar. */
export const languageRules: Readonly<Record<string, SyntaxRules>> = {
  typescript: typescriptRules,
  tsx: typescriptRules,
  javascript: javascriptRules,
  python: pythonRules,
  go: goRules,
  rust: rustRules,
  java: javaRules,
  c: cRules,
  cpp: cppRules,
  'c-sharp': csharpRules,
  ruby: rubyRules,
  php: phpRules,
  bash: bashRules,
  json: { pair: key },
  yaml: { block_mapping_pair: key },
  css: cssRules,
};
