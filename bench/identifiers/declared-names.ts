import ts from 'typescript';

/** A name and where it is declared, as the TypeScript compiler reads it: nothing of ConHub takes part. */
export interface Declared {
  readonly name: string;
  /** Of a member: the class or interface it is of. */
  readonly container: string | null;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Others can name it. */
  readonly isGivenOut: boolean;
}

/** What a file declares at its top level and in namespaces, and the members of its classes, interfaces and enums. */
export function declaredNames(path: string, text: string): Declared[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: Declared[] = [];
  const add = (name: ts.Node | undefined, container: string | null): void => {
    if (name === undefined || (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name))) return;
    const { line } = source.getLineAndCharacterOfPosition(name.getStart(source));
    found.push({ name: name.text.replace(/^#/, ''), container, path, line: line + 1, isGivenOut });
  };
  let isGivenOut = true;
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && !ts.isModuleBlock(node))
      isGivenOut =
        path.endsWith('.d.ts') ||
        (ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
    if (ts.isVariableStatement(node)) for (const { name } of node.declarationList.declarations) add(name, null);
    else if (ts.isFunctionDeclaration(node)) add(node.name, null);
    else if (ts.isTypeAliasDeclaration(node)) add(node.name, null);
    else if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) {
      add(node.name, null);
      for (const member of node.members) if (!ts.isConstructorDeclaration(member)) add(member.name, node.name?.text ?? null);
    } else if (ts.isModuleDeclaration(node) && node.body !== undefined) ts.forEachChild(node.body, visit);
    else if (ts.isModuleBlock(node)) node.statements.forEach(visit);
  };
  source.statements.forEach(visit);
  return found;
}

const hasStructure = /[a-z][A-Z]|_|\$/;

export interface NamedDefinition {
  readonly query: string;
  readonly path: string;
  /** Any of them is right: an implementation and its overloads. */
  readonly lines: readonly number[];
  readonly kind: 'top level' | 'member' | 'qualified member' | 'other case';
}

/** Names that mean one place: declared at the top level of one file only, or, of members, anywhere in one file only. */
export function clearNames(declared: readonly Declared[]): NamedDefinition[] {
  const byName = Map.groupBy(declared, ({ name }) => name);
  const caseless = Map.groupBy(declared, ({ name }) => name.toLowerCase());
  const clear: NamedDefinition[] = [];
  for (const [name, all] of byName) {
    if (!/^[A-Za-z_$][\w$]{2,}$/.test(name)) continue;
    const top = all.filter(({ container }) => container === null);
    const main = top.length > 0 ? top : all;
    const [first] = main;
    if (first === undefined || main.some(({ path }) => path !== first.path)) continue;
    const lines = main.map(({ line }) => line);
    if (top.length > 0) {
      // A word in lower case that a file keeps to itself is a word.
      if (!hasStructure.test(name) && name === name.toLowerCase() && !top.some(({ isGivenOut }) => isGivenOut)) continue;
      clear.push({ query: name, path: first.path, lines, kind: 'top level' });
      if (name !== name.toLowerCase() && caseless.get(name.toLowerCase())?.length === main.length)
        clear.push({ query: name.toLowerCase(), path: first.path, lines, kind: 'other case' });
    } else if (first.container !== null && main.length === 1) {
      // A member called by an ordinary word is asked for with its class.
      if (hasStructure.test(name)) clear.push({ query: name, path: first.path, lines, kind: 'member' });
      clear.push({ query: `${first.container}.${name}`, path: first.path, lines, kind: 'qualified member' });
    }
  }
  return clear;
}
