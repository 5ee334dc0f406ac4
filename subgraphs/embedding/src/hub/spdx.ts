/** Hubs write SPDX identifiers in lower case, with some names of their own. */
const identifiers: Readonly<Record<string, string>> = {
  'apache-2.0': 'Apache-2.0',
  mit: 'MIT',
  'bsd-2-clause': 'BSD-2-Clause',
  'bsd-3-clause': 'BSD-3-Clause',
  'cc-by-4.0': 'CC-BY-4.0',
  'cc-by-sa-4.0': 'CC-BY-SA-4.0',
  'cc-by-nc-4.0': 'CC-BY-NC-4.0',
  'cc0-1.0': 'CC0-1.0',
  'gpl-3.0': 'GPL-3.0-only',
  'agpl-3.0': 'AGPL-3.0-only',
  'lgpl-3.0': 'LGPL-3.0-only',
  'mpl-2.0': 'MPL-2.0',
};

/** `NOASSERTION` is SPDX's word for what nobody said. */
export const spdxOf = (license: string | null): string =>
  license === null
    ? 'NOASSERTION'
    : (identifiers[license.toLowerCase()] ?? `LicenseRef-${license.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)}`);
