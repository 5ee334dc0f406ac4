/**
 * Words that carry no meaning in a question, as they are written: they are dropped from queries only (documents keep them, so that phrases
 * match word by word), and a query of nothing else keeps them all.
 */
export const stopWords: ReadonlySet<string> = wordsOf(
  'a an the how what which who whom whose why where when do does did can could should would will i me my we our us you your please there it its',
);

/**
 * Words that find nothing by themselves but count in what other words have found: common in prose, part of the language in code
 * (`not in`, `for`, `is`). They are not marked in passages.
 */
export const functionWords: ReadonlySet<string> = wordsOf(
  'and are as at be been but by for from had has have if in into is may no not of on or so such than that their them then these they this those ' +
    'to was were with',
);

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
