import { Tokenizer } from '@huggingface/tokenizers';
import { textReachMax } from './messages.ts';

/** Token ids of a text with the special tokens around them: `[CLS]`, at most `maxTokens - 2` word pieces, `[SEP]`. */
export type Tokenise = (text: string) => number[];

/** A text is read at first as far as this (UTF-16 code units), then four times as far, until what the model sees is certain. */
const firstReach = 2_048; // × 4 × 4 × 4 = textReachMax
/** A word cut in two can change at most this many of the last pieces: longer words are one unknown piece (`max_input_chars_per_word`). */
const unsettledPieces = 100;

/**
 * CJK ideographs beyond U+FFFF (the ranges of its `is_chinese_char`): the published tokenizer sets each apart; the JavaScript one reads UTF-16 code units and
 * leaves them glued, so they are set apart before it sees them.
 */
const rareIdeographs = /[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/**
 * @param definition the parsed `tokenizer.json`
 *
 * Special tokens written in a text (`[SEP]`) are read as the published tokenizer reads them: as themselves. The model's
 * vectors are defined that way (`reference.json`); the mask comes from lengths, so that none of them can hide text.
 */
export function createTokenise(definition: object, maxTokens: number): Tokenise {
  const tokenizer = new Tokenizer(definition, {});
  const encode = (text: string): number[] => tokenizer.encode(text.replace(rareIdeographs, ' $& ')).ids;
  return (text) => {
    for (let reach = firstReach; ; reach *= 4) {
      const isWhole = text.length <= reach;
      const ids = encode(isWhole ? text : text.slice(0, wholeCharacter(text, reach)));
      if (!isWhole && ids.length < maxTokens + unsettledPieces && reach < textReachMax) continue;
      // The tokenizer knows no truncation. The last id is the closing token.
      return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids.at(-1) ?? 0];
    }
  };
}

/** `end`, or one less where it would cut a surrogate pair. */
const wholeCharacter = (text: string, end: number): number => {
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? end - 1 : end;
};
