import type { GeneratedReason } from '../generated-names.ts';

export type KeptOutReason =
  | GeneratedReason
  | 'VERSION_CONTROL'
  | 'DEPENDENCIES'
  | 'HIDDEN'
  | 'SECRET'
  | 'TEMPORARY'
  | 'IGNORED'
  | 'EXCLUDED'
  | 'NOT_INCLUDED'
  | 'SYMLINK'
  | 'SPECIAL_FILE'
  | 'SYSTEM'
  | 'OWN_DATA';

const versionControl = new Set(['.git', '.hg', '.svn', '.bzr', '.jj', 'CVS', '_darcs']);
const dependencies = new Set(['node_modules', 'bower_components', '__pycache__', 'site-packages']);
const secretNames = new Set([
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ecdsa_sk',
  'id_ed25519',
  'id_ed25519_sk',
  '.netrc',
  '_netrc',
  '.pgpass',
  '.my.cnf',
  '.htpasswd',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  '.dockercfg',
  'secring.gpg',
  'wallet.dat',
]);
const secretEndings = [
  '.pem',
  '.key',
  '.p12',
  '.pfx',
  '.p8',
  '.jks',
  '.jceks',
  '.keystore',
  '.bks',
  '.ppk',
  '.kdb',
  '.kdbx',
  '.keychain',
  '.keychain-db',
];
const temporaryNames = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '4913']);
const temporaryEndings = ['~', '.swp', '.swo', '.swx', '.crdownload', '.part', '.tmp'];

/** What nobody wants indexed by accident, by name alone. It comes in only through an `include` pattern that names it. */
export function keptOutByName(name: string, isDirectory: boolean): KeptOutReason | null {
  if (versionControl.has(name)) return 'VERSION_CONTROL';
  const lower = name.toLowerCase();
  if (isDirectory) {
    if (dependencies.has(name)) return 'DEPENDENCIES';
    return name.startsWith('.') ? 'HIDDEN' : null;
  }
  if (lower.startsWith('.env') || secretNames.has(lower) || secretEndings.some((ending) => lower.endsWith(ending))) return 'SECRET';
  if (temporaryNames.has(name) || name.startsWith('.#') || temporaryEndings.some((ending) => lower.endsWith(ending))) return 'TEMPORARY';
  return null;
}
