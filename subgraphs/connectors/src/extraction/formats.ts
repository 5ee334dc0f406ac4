import type { ExtractedKind } from './extracted.ts';
import { codeLanguages, interpreters } from './languages.ts';

/** Who reads a format. `text`: it is text as it stands. */
export type ReaderName =
  | 'text'
  | 'html'
  | 'pdf'
  | 'docx'
  | 'slides'
  | 'workbook'
  | 'open-text'
  | 'open-slides'
  | 'open-sheets'
  | 'rtf'
  | 'epub'
  | 'notebook'
  | 'mail'
  | 'subtitles';

export interface Format {
  readonly kind: ExtractedKind;
  /** Of the text that is had from it. */
  readonly language: string | null;
  readonly mimeType: string;
  readonly reader: ReaderName;
  /** What a person calls it, where its text is not read; null: it is read. */
  readonly unread: string | null;
}

const byName = new Map<string, Format>();

const read = (kind: ExtractedKind, language: string | null, mimeType: string, names: string, reader: ReaderName = 'text'): void => {
  for (const name of names.split(' ')) byName.set(name, { kind, language, mimeType, reader, unread: null });
};
const leave = (kind: ExtractedKind, mimeType: string, what: string, names: string): void => {
  for (const name of names.split(' ')) byName.set(name, { kind, language: null, mimeType, reader: 'text', unread: what });
};

for (const [language, names] of Object.entries(codeLanguages)) read('CODE', language, 'text/plain', names);
read('CODE', 'javascript', 'text/javascript', 'js mjs cjs jsx es6');
read('CODE', 'css', 'text/css', 'css');

read('TEXT', null, 'text/plain', 'txt text log LICENSE LICENCE COPYING NOTICE AUTHORS README CHANGELOG CONTRIBUTORS TODO INSTALL');
read('TEXT', 'markdown', 'text/markdown', 'md markdown mdown mkd mkdn mdx qmd rmd');
read('TEXT', 'restructuredtext', 'text/x-rst', 'rst');
read('TEXT', 'asciidoc', 'text/asciidoc', 'adoc asciidoc asc');
read('TEXT', 'org', 'text/org', 'org');
read('TEXT', 'textile', 'text/plain', 'textile');
read('TEXT', 'wikitext', 'text/plain', 'mediawiki wiki wikitext');
read('TEXT', 'gettext catalog', 'text/plain', 'po pot');
read('TEXT', 'subrip text', 'text/plain', 'srt', 'subtitles');
read('TEXT', 'webvtt', 'text/vtt', 'vtt', 'subtitles');
read('TEXT', 'diff', 'text/plain', 'diff patch');
read('PAGE', 'html', 'text/html', 'html htm xhtml xht', 'html');

read('DATA', 'json', 'application/json', 'json webmanifest geojson topojson har gltf avsc');
read('DATA', 'json with comments', 'application/json', 'jsonc code-workspace');
read('DATA', 'json5', 'application/json', 'json5');
read('DATA', 'json', 'application/x-ndjson', 'jsonl ndjson');
read('DATA', 'yaml', 'application/yaml', 'yaml yml');
read('DATA', 'toml', 'application/toml', 'toml Cargo.lock Pipfile poetry.lock uv.lock');
read('DATA', 'xml', 'application/xml', 'xml xsd xsl xslt wsdl rss atom plist csproj fsproj vbproj props targets resx xaml pom');
read('DATA', 'svg', 'image/svg+xml', 'svg');
read('DATA', 'ini', 'text/plain', 'ini cfg conf cnf editorconfig .editorconfig .gitconfig .gitmodules desktop service');
read('DATA', 'java properties', 'text/plain', 'properties');
read('DATA', 'ignore list', 'text/plain', '.gitignore .dockerignore .conhubignore .npmignore .prettierignore .eslintignore .gitattributes');
read('DATA', null, 'text/plain', 'lock sum');
read('SHEET', 'csv', 'text/csv', 'csv');
read('SHEET', 'tsv', 'text/tab-separated-values', 'tsv tab');

const office = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';
read('PDF', null, 'application/pdf', 'pdf', 'pdf');
read('NOTEBOOK', 'python', 'application/x-ipynb+json', 'ipynb', 'notebook');
read('PAGE', 'markdown', `${office}.wordprocessingml.document`, 'docx docm dotx', 'docx');
read('PAGE', 'markdown', `${open}.text`, 'odt ott', 'open-text');
read('PAGE', 'markdown', 'application/rtf', 'rtf', 'rtf');
read('PAGE', 'markdown', 'application/epub+zip', 'epub', 'epub');
read('SHEET', null, `${office}.spreadsheetml.sheet`, 'xlsx xlsm', 'workbook');
read('SHEET', null, `${open}.spreadsheet`, 'ods', 'open-sheets');
read('SLIDES', null, `${office}.presentationml.presentation`, 'pptx pptm', 'slides');
read('SLIDES', null, `${open}.presentation`, 'odp', 'open-slides');
read('EMAIL', 'markdown', 'message/rfc822', 'eml', 'mail');
leave('PAGE', 'application/msword', 'Word document', 'doc dot');
leave('PAGE', 'application/vnd.apple.pages', 'Pages document', 'pages');
leave('SHEET', `${office}.spreadsheetml.sheet`, 'binary Excel workbook', 'xlsb');
leave('SHEET', 'application/vnd.ms-excel', 'Excel workbook', 'xls');
leave('SHEET', 'application/vnd.apple.numbers', 'Numbers sheet', 'numbers');
leave('SHEET', 'application/vnd.apache.parquet', 'Parquet table', 'parquet');
leave('SLIDES', 'application/vnd.ms-powerpoint', 'PowerPoint presentation', 'ppt');
leave('EMAIL', 'message/rfc822', 'mailbox', 'mbox msg');
leave('OTHER', 'image/*', 'image', 'png jpg jpeg gif webp bmp tif tiff ico icns heic heif avif psd ai sketch fig xcf raw cr2 nef dng');
leave('OTHER', 'audio/*', 'audio file', 'mp3 wav flac ogg oga opus m4a aac wma aiff mid midi');
leave('OTHER', 'video/*', 'video', 'mp4 m4v mov avi mkv webm wmv flv mpg mpeg 3gp');
leave('OTHER', 'font/*', 'font', 'ttf otf woff woff2 eot');
leave('OTHER', 'application/octet-stream', 'archive', 'zip gz tgz bz2 xz zst lz4 7z rar tar jar war ear apk ipa dmg iso deb rpm cab br');
leave('OTHER', 'application/octet-stream', 'program', 'exe dll so dylib a o obj lib class pyc pyo wasm bin elf node msi');
leave('OTHER', 'application/octet-stream', 'database', 'sqlite sqlite3 db mdb accdb dbf');
leave('OTHER', 'application/octet-stream', 'model or data file', 'onnx pt pth safetensors gguf h5 hdf5 npy npz pkl pickle tflite');
leave('OTHER', 'application/octet-stream', 'source map', 'map');

const unknown: Format = { kind: 'TEXT', language: null, mimeType: 'text/plain', reader: 'text', unread: null };

/**
 * What a file is by its name: first the whole name, then the ending, in its case and in lower case. Anything else is prose, if it is text.
 */
export function formatOf(path: string): Format {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot <= 0 ? null : name.slice(dot + 1);
  // `Dockerfile.dev` is a Dockerfile; a hidden file's name is no ending.
  const stem = dot <= 0 ? null : name.slice(0, dot);
  const known = byName.get(name) ?? (ending === null ? undefined : (byName.get(ending) ?? byName.get(ending.toLowerCase())));
  if (known !== undefined && (ending !== null || /[A-Z.]/.test(name) || name.includes('file'))) return known;
  if (stem === 'Dockerfile' || stem === 'Makefile') return byName.get(stem) ?? unknown;
  return unknown;
}

/** For a file whose name says nothing. */
export function languageOfScript(firstLine: string): string | null {
  const match = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(firstLine);
  if (match === null) return null;
  const program = match[1]?.endsWith('/env') === true ? match[2] : match[1];
  const name = program?.slice(program.lastIndexOf('/') + 1).replace(/[\d.]+$/, '');
  return name === undefined ? null : (interpreters[name] ?? null);
}
