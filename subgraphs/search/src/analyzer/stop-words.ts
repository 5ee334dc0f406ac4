/**
 * Words that carry no meaning in a question. Few on purpose: they are dropped from queries only (documents keep them, so that phrases
 * match word by word), and a query of nothing else keeps them all.
 */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is it its may me my no not of on or our ' +
    'should so such s t than that the their them then there these they this those to us was we were what when where which who why will with would you your'
  ).split(' '),
);
