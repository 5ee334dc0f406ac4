/** Who a document says has written it: a name, an address, or both. */
export interface Author {
  readonly name: string | null;
  readonly email: string | null;
}

const address = /^[^\s@<>()",;]+@[^\s@<>()",;]+\.[^\s@<>()",;]+$/;

/** What programs write where nobody has said a name, and what is no name. */
const noise =
  /^(?:(?:microsoft office|windows|office|default|local|unknown|guest|registered)? ?(?:user|author)|owner|unknown|anonymous|admin(?:istrator)?|root|none|n\/a|null|undefined|untitled|unbekannt|benutzer|autor|python-docx|openpyxl|xlsxwriter|apache poi|pandoc|libreoffice|openoffice(?:\.org)?|calibre.*|microsoft(?: office)?)$/i;

/**
 * `Ann Example`, `ann@example.org` or `Ann Example <ann@example.org>`, as properties of documents have it; of several between semicolons the
 * first. Null for nobody, and for what programs write there by themselves.
 */
export function authorOf(written: string | null | undefined): Author | null {
  const text = cleaned(written).split(';')[0]?.trim() ?? '';
  const both = /^(.*?)\s*<([^<>]+)>$/.exec(text);
  return both === null ? namedAuthor(text, null) : namedAuthor(both[1], both[2]);
}

/** What is written as a name may be an address. */
export function namedAuthor(name: string | null | undefined, email: string | null | undefined): Author | null {
  const [givenName, givenEmail] = [cleaned(name).replace(/^"(.*)"$/, '$1'), cleaned(email)];
  const found = [givenEmail, givenName].find((text) => text.length <= 254 && address.test(text)) ?? null;
  const isName = givenName !== '' && givenName !== found && !noise.test(givenName);
  return found === null && !isName ? null : { name: isName ? givenName : null, email: found };
}

const cleaned = (text: string | null | undefined): string =>
  (text ?? '')
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    .replace(/[\u0000-\u001F\u007F\s]+/g, ' ')
    .slice(0, 300)
    .toWellFormed()
    .trim();
