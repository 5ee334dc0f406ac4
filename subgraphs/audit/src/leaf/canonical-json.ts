/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, numbers and strings as ECMAScript serializes them,
 * no white space. Takes JSON values only; `undefined` members are left out as JSON does.
 *
 * @throws TypeError for what JSON cannot say (NaN, infinities, lone surrogates, functions)
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no such number');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('A lone surrogate has no canonical form');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    // The default order of `sort` is that of UTF-16 code units.
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new TypeError('Not a JSON value');
}
