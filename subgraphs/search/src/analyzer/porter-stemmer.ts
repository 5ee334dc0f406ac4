/**
 * The Porter stemmer: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the two departures of the author's own
 * reference implementation (`-bli` for `-abli`, and `-logi`). Takes lower-case ASCII words; anything else comes back as it is.
 */
const vowelAt = (word: string, index: number): boolean => {
  const letter = word.charCodeAt(index);
  if (letter === 97 || letter === 101 || letter === 105 || letter === 111 || letter === 117) return true;
  return letter === 121 && index > 0 && !vowelAt(word, index - 1);
};

/** m in the paper: how often a run of vowels is followed by a run of consonants. */
function measure(stem: string): number {
  let count = 0;
  let inVowels = false;
  for (let index = 0; index < stem.length; index++) {
    const vowel = vowelAt(stem, index);
    if (inVowels && !vowel) count++;
    inVowels = vowel;
  }
  return count;
}

function hasVowel(stem: string): boolean {
  for (let index = 0; index < stem.length; index++) if (vowelAt(stem, index)) return true;
  return false;
}

const endsInDouble = (word: string): boolean => word.length > 1 && word.at(-1) === word.at(-2) && !vowelAt(word, word.length - 1);

/** *o in the paper: consonant, vowel, consonant, where the last is not w, x or y. */
function endsShort(word: string): boolean {
  const last = word.length - 1;
  if (last < 2 || vowelAt(word, last) || !vowelAt(word, last - 1) || vowelAt(word, last - 2)) return false;
  return !'wxy'.includes(word[last] ?? '');
}

const step2: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
];
const step3: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];
const step4 = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'ion',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
];

function replaceLongest(word: string, rules: readonly (readonly [string, string])[]): string {
  let best: readonly [string, string] | null = null;
  for (const rule of rules) if (word.endsWith(rule[0]) && (best === null || rule[0].length > best[0].length)) best = rule;
  if (best === null) return word;
  const stem = word.slice(0, -best[0].length);
  return measure(stem) > 0 ? stem + best[1] : word;
}

function step1(word: string): string {
  let result = word;
  if (result.endsWith('sses') || result.endsWith('ies')) result = result.slice(0, -2);
  else if (result.endsWith('s') && !result.endsWith('ss')) result = result.slice(0, -1);

  if (result.endsWith('eed')) {
    if (measure(result.slice(0, -3)) > 0) result = result.slice(0, -1);
  } else {
    const suffix = result.endsWith('ed') ? 2 : result.endsWith('ing') ? 3 : 0;
    if (suffix > 0 && hasVowel(result.slice(0, -suffix))) {
      result = result.slice(0, -suffix);
      if (result.endsWith('at') || result.endsWith('bl') || result.endsWith('iz')) result += 'e';
      else if (endsInDouble(result) && !'lsz'.includes(result.at(-1) ?? '')) result = result.slice(0, -1);
      else if (measure(result) === 1 && endsShort(result)) result += 'e';
    }
  }
  if (result.endsWith('y') && hasVowel(result.slice(0, -1))) result = `${result.slice(0, -1)}i`;
  return result;
}

function stripStep4(word: string): string {
  let best = '';
  for (const suffix of step4) if (word.endsWith(suffix) && suffix.length > best.length) best = suffix;
  if (best === '') return word;
  const stem = word.slice(0, -best.length);
  if (best === 'ion' && !stem.endsWith('s') && !stem.endsWith('t')) return word;
  return measure(stem) > 1 ? stem : word;
}

function step5(word: string): string {
  let result = word;
  if (result.endsWith('e')) {
    const stem = result.slice(0, -1);
    const m = measure(stem);
    if (m > 1 || (m === 1 && !endsShort(stem))) result = stem;
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result;
}

const asciiWord = /^[a-z]{3,40}$/;
const known = new Map<string, string>();
const knownMax = 50_000;

export function stem(word: string): string {
  const cached = known.get(word);
  if (cached !== undefined) return cached;
  if (!asciiWord.test(word)) return word;
  const result = step5(stripStep4(replaceLongest(replaceLongest(step1(word), step2), step3)));
  if (known.size >= knownMax) known.clear();
  known.set(word, result);
  return result;
}
