/** What a field of a query is called, by the words people try. */
export const fieldNames: ReadonlyMap<string, QueryFieldName> = new Map<string, QueryFieldName>([
  ['path', 'path'],
  ['file', 'file'],
  ['filename', 'file'],
  ['ext', 'extension'],
  ['extension', 'extension'],
  ['title', 'title'],
  ['lang', 'language'],
  ['language', 'language'],
  ['kind', 'kind'],
  ['type', 'kind'],
  ['source', 'source'],
  ['author', 'author'],
  ['after', 'after'],
  ['since', 'after'],
  ['before', 'before'],
  ['until', 'before'],
]);

export type QueryFieldName = 'path' | 'file' | 'extension' | 'title' | 'language' | 'kind' | 'source' | 'author' | 'after' | 'before';

const languages: Readonly<Record<string, readonly string[]>> = {
  ts: ['typescript', 'tsx'],
  typescript: ['typescript', 'tsx'],
  js: ['javascript'],
  node: ['javascript'],
  py: ['python'],
  rb: ['ruby'],
  rs: ['rust'],
  golang: ['go'],
  kt: ['kotlin'],
  cs: ['c#'],
  csharp: ['c#'],
  cpp: ['c++'],
  cxx: ['c++'],
  fsharp: ['f#'],
  objc: ['objective-c'],
  sh: ['shell'],
  bash: ['shell'],
  zsh: ['shell'],
  ps1: ['powershell'],
  hs: ['haskell'],
  ex: ['elixir'],
  docker: ['dockerfile'],
  make: ['makefile'],
  terraform: ['hcl'],
  proto: ['protocol buffer'],
  gql: ['graphql'],
};

/** Linguist's names in lower case, of what people write instead. */
export const languagesCalled = (name: string): readonly string[] => languages[name.toLowerCase()] ?? [name.toLowerCase()];

const kinds: Readonly<Record<string, string>> = {
  code: 'CODE',
  text: 'TEXT',
  page: 'PAGE',
  pages: 'PAGE',
  html: 'PAGE',
  pdf: 'PDF',
  pdfs: 'PDF',
  sheet: 'SHEET',
  sheets: 'SHEET',
  spreadsheet: 'SHEET',
  slides: 'SLIDES',
  presentation: 'SLIDES',
  notebook: 'NOTEBOOK',
  notebooks: 'NOTEBOOK',
  note: 'NOTE',
  notes: 'NOTE',
  email: 'EMAIL',
  emails: 'EMAIL',
  mail: 'EMAIL',
  issue: 'ISSUE',
  issues: 'ISSUE',
  data: 'DATA',
  other: 'OTHER',
};

/** The document kind that a word names; null for any other word. */
export const kindCalled = (name: string): string | null => kinds[name.toLowerCase()] ?? null;
