import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { ChunkedDocument } from '../../src/chunking/chunk.ts';
import { chunkDocument } from '../../src/chunking/chunk-document.ts';
import { createGrammars, knownLanguages } from '../../src/chunking/syntax/grammars.ts';

const grammars = createGrammars();
beforeAll(() => grammars.load(knownLanguages));

const cut = (text: string, language: string): ChunkedDocument => chunkDocument(text, { cut: 'code', language, isPaged: false }, grammars);

interface Example {
  readonly language: string;
  readonly code: string;
  /** `line kind qualified.name` of what a person looks for; members of little weight are left out. */
  readonly defines: readonly string[];
}

const examples: readonly Example[] = [
  {
    language: 'typescript',
    code: `import { a } from './a.ts';\n/** A session. */\n@Entity()\nexport class Session<T> extends Base {\n  refresh(token: string): void {}\n}\nexport function over(x: string): void;\nexport function over(x: unknown): void { const inner = () => 1; }\nexport type Key = string;\ndeclare module 'm' { interface Window { x: 1 } }\nexport { a as renamed };\n`,
    defines: [
      '4 class Session',
      '5 method Session.refresh',
      '7 function over',
      '8 function over',
      '8 function over.inner',
      '9 type Key',
      '10 interface Window',
      '10 property Window.x',
      '11 alias renamed',
    ],
  },
  {
    language: 'tsx',
    code: 'export const Button = ({ label }: Props) => <button>{label}</button>;\nfunction App() { return <Button label="x" />; }\n',
    defines: ['1 function Button', '2 function App'],
  },
  {
    language: 'javascript',
    code: 'exports.load = function () {};\nA.prototype.run = () => {};\nconst table = { get() {}, put: () => 1 };\nfunction* walk() {}\n',
    defines: ['1 function load', '2 method A.run', '3 constant table', '3 method table.get', '3 method table.put', '4 function walk'],
  },
  {
    language: 'python',
    code: 'X = 1\n\n@dataclass\nclass A(B):\n    size: int = 3\n    def run(self):\n        def inner(): pass\n\nasync def go(): pass\n',
    defines: ['1 constant X', '4 class A', '5 property A.size', '6 method A.run', '7 function A.run.inner', '9 function go'],
  },
  {
    language: 'go',
    code: 'package p\nconst Max = 1\ntype Server struct { Port int }\ntype Handler interface { Serve() error }\nfunc (s *Server[T]) Start(p int) error { return nil }\nfunc New() *Server { return nil }\n',
    defines: [
      '2 constant Max',
      '3 struct Server',
      '3 property Server.Port',
      '4 interface Handler',
      '4 method Handler.Serve',
      '5 method Server.Start',
      '6 function New',
    ],
  },
  {
    language: 'rust',
    code: 'pub struct P;\nimpl<T> Shape for P {\n    pub fn area(&self) -> f64 { 1.0 }\n}\nenum E { A }\npub trait Shape { fn area(&self); }\nmacro_rules! mac { () => {} }\n#[test]\nfn works() {}\n',
    defines: [
      '1 struct P',
      '3 method P.area',
      '5 enum E',
      '5 property E.A',
      '6 interface Shape',
      '6 method Shape.area',
      '7 macro mac',
      '9 function works',
    ],
  },
  {
    language: 'java',
    code: 'package p;\n@Service\npublic class A<T> {\n  static final int MAX = 1;\n  A() {}\n  @Override\n  public int add(int a) { return a; }\n}\ninterface I { void m(); }\nenum K { ONE }\n',
    defines: [
      '3 class A',
      '4 constant A.MAX',
      '5 constructor A.A',
      '7 method A.add',
      '9 interface I',
      '9 method I.m',
      '10 enum K',
      '10 property K.ONE',
    ],
  },
  {
    language: 'c',
    code: '#define MAX 10\nstruct node { int v; };\ntypedef struct { int a; } pair_t;\nint add(int a, int b);\nstatic char *dup(const char *s) { int local = 1; return 0; }\nint (*callback)(int);\n',
    defines: [
      '1 macro MAX',
      '2 struct node',
      '2 property node.v',
      '3 type pair_t',
      '4 function add',
      '5 function dup',
      '6 variable callback',
    ],
  },
  {
    language: 'c++',
    code: 'namespace ns {\ntemplate <typename T> class Foo {\n public:\n  Foo();\n  int get() const { return 1; }\n};\nint Foo::other(int a) { return a; }\n}\nusing Alias = int;\n',
    defines: ['2 class ns.Foo', '4 method ns.Foo.Foo', '5 method ns.Foo.get', '7 method ns.Foo.other', '9 type Alias'],
  },
  {
    language: 'c#',
    code: 'namespace A.B {\n  public class C : D {\n    public int P { get; set; }\n    public async Task<int> RunAsync(int q) { return 1; }\n  }\n  public interface I { void M(); }\n  record R(int A);\n}\n',
    defines: ['2 class A.B.C', '3 property A.B.C.P', '4 method A.B.C.RunAsync', '6 interface A.B.I', '6 method A.B.I.M', '7 class A.B.R'],
  },
  {
    language: 'ruby',
    code: 'module M\n  class A < B\n    X = 1\n    attr_reader :name\n    def run(a)\n    end\n    def self.make; end\n  end\nend\n',
    defines: ['1 module M', '2 class M.A', '3 constant M.A.X', '4 property M.A.name', '5 method M.A.run', '7 method M.A.make'],
  },
  {
    language: 'php',
    code: '<?php\nnamespace A;\nabstract class C extends D {\n  const X = 1;\n  public int $p = 1;\n  public function run(int $a): int { return 1; }\n}\nfunction f($x) {}\n',
    defines: ['3 class C', '4 constant C.X', '5 property C.p', '6 method C.run', '8 function f'],
  },
  {
    language: 'shell',
    code: '#!/bin/sh\nPREFIX=/usr\ninstall_all() {\n  echo done\n}\nfunction remove { echo; }\n',
    defines: ['2 variable PREFIX', '3 function install_all', '6 function remove'],
  },
  {
    language: 'sql',
    code: 'CREATE TABLE IF NOT EXISTS public.users (id int);\n\ncreate or replace function total(a int) returns int as $$ select 1 $$ language sql;\n',
    defines: ['1 type users', '3 type total'],
  },
  {
    language: 'kotlin',
    code: 'data class User(val name: String) {\n    fun greet(): String = name\n}\n\nfun main() {\n}\n',
    defines: ['1 class User', '2 function User.greet', '5 function main'],
  },
];

test.each(examples)('$language: what it defines, of what kind, in what, on which line', ({ language, code, defines }) => {
  const found = cut(code, language).definitions.map(({ line, kind, qualifiedName }) => `${line} ${kind} ${qualifiedName}`);
  expect(found.filter((each) => defines.includes(each))).toEqual(defines);
  expect(found.length).toBeLessThanOrEqual(defines.length + 1);
});

test('data and styles define nothing, and say where a chunk stands', () => {
  const rules = Array.from({ length: 60 }, (_, index) => `  .item-${index} {\n    color: red;\n    margin: ${index}px;\n  }`).join('\n');
  const { chunks, definitions } = cut(`@media (max-width: 10px) {\n${rules}\n}\n`, 'css');
  expect(definitions).toEqual([]);
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.at(-1)?.header).toContain('@media');
});

test('a definition of some size begins a chunk, with its comment, under its container’s name', () => {
  const method = (name: string): string =>
    `  /** What ${name} does. */\n  ${name}(value) {\n${`    this.values.push(compute(value, '${name}'));\n`.repeat(8)}  }\n`;
  const { chunks } = cut(`class Store {\n${['first', 'second', 'third'].map(method).join('\n')}}\n`, 'javascript');
  expect(chunks.map((chunk) => chunk.symbol)).toEqual(['Store', 'Store.second', 'Store.third']);
  expect(chunks[1]?.text.startsWith('  /** What second does. */')).toBe(true);
  expect(chunks[1]?.header).toBe('Store');
  expect(chunks[1]?.symbolKind).toBe('method');
});

test('a long function’s parts say which function they are of', () => {
  const { chunks } = cut(
    `export function longOne(input) {\n${Array.from({ length: 90 }, (_, index) => `  const part${index} = transform(input, ${index});\n`).join('')}  return input;\n}\n`,
    'javascript',
  );
  expect(chunks.length).toBeGreaterThan(4);
  expect(chunks.slice(1).every((chunk) => chunk.symbol === 'longOne' && chunk.header === 'longOne')).toBe(true);
});

test('a broken file is cut, and defines what can be read of it', () => {
  const source = readFileSync(new URL('../../src/chunking/code-chunks.ts', import.meta.url), 'utf8');
  const broken = `${source.slice(0, 3_000)}\n}}}} <<<< ((( ${source.slice(3_050)}`;
  const { chunks, definitions } = cut(broken, 'typescript');
  expect(chunks.length).toBeGreaterThan(5);
  expect(definitions.map(({ name }) => name)).toEqual(expect.arrayContaining(['codePieces', 'joinCrumbs']));
});

test('a header is read as what it is written in', () => {
  expect(cut('#pragma once\nclass Foo {\n public:\n  int bar();\n};\n', 'c').definitions).toMatchObject([
    { name: 'Foo', kind: 'class' },
    { name: 'bar', kind: 'method' },
  ]);
  expect(cut('struct foo { int bar; };\n', 'c').definitions).toMatchObject([
    { name: 'foo', kind: 'struct' },
    { name: 'bar', kind: 'property' },
  ]);
});
