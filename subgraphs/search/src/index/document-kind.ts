/** In the order of the schema's enum; the place in the list is what memory and disk hold, so it only grows. */
export const documentKinds = [
  'CODE',
  'TEXT',
  'PAGE',
  'PDF',
  'SHEET',
  'SLIDES',
  'NOTEBOOK',
  'NOTE',
  'EMAIL',
  'ISSUE',
  'DATA',
  'OTHER',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

export const kindIndex = (kind: string): number => {
  const index = documentKinds.indexOf(kind as DocumentKind);
  return index < 0 ? documentKinds.indexOf('OTHER') : index;
};
