/** How far into a text its title is looked for, in characters. */
const searchedMax = 20_000;
const titleMax = 200;

/** A document's own title: a Markdown document's front matter or first heading, an HTML page's title or first heading. Null: it has none. */
export function titleOf(text: string, language: string | null): string | null {
  const head = text.slice(0, searchedMax);
  if (language === 'markdown') return cleaned(frontMatterTitle(head) ?? markdownHeading(head));
  if (language === 'html')
    return cleaned(unmarked(/<title[^>]*>([\s\S]*?)<\/title/i.exec(head)?.[1] ?? /<h1[^>]*>([\s\S]*?)<\/h1/i.exec(head)?.[1]));
  if (language === 'restructuredtext')
    return cleaned(/^(?:([=\-~^"#*+])\1{2,}[ \t]*\r?\n)?[ \t]*(\S[^\r\n]*)\r?\n([=\-~^"#*+])\3{2,}[ \t]*$/m.exec(head)?.[2]);
  if (language === 'asciidoc') return cleaned(/^= (.+)$/m.exec(head)?.[1]);
  if (language === 'org') return cleaned(/^#\+title:[ \t]*(.+)$/im.exec(head)?.[1] ?? /^\* (.+)$/m.exec(head)?.[1]);
  return null;
}

function frontMatterTitle(head: string): string | undefined {
  const block = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(head)?.[1];
  return block === undefined ? undefined : /^title:[ \t]*(["']?)(.+?)\1[ \t]*$/m.exec(block)?.[2];
}

/** The first heading that is not inside a fenced block. */
function markdownHeading(head: string): string | undefined {
  let fence: string | null = null;
  let previous = '';
  for (const line of head.split(/\r\n|\n|\r/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && mark !== undefined) fence = mark;
    else if (fence !== null && mark !== undefined && mark.startsWith(fence)) fence = null;
    else if (fence === null) {
      const heading = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line)?.[1];
      if (heading !== undefined && heading !== '') return withoutMarkup(heading);
      if (/^ {0,3}=+[ \t]*$/.test(line) && previous.trim() !== '') return withoutMarkup(previous);
    }
    previous = line;
  }
  return undefined;
}

const withoutMarkup = (text: string): string =>
  unmarked(
    text
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\s*\{#[^}]*\}\s*$/, '')
      .replace(/(\*\*|__|`)(.+?)\1/g, '$2'),
  ) ?? '';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" };

const unmarked = (html: string | undefined): string | undefined =>
  html?.replace(/<\/?[a-z][^>]*>/gi, '').replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (_match, name: string) => entities[name] ?? '');

function cleaned(title: string | undefined): string | null {
  const text = title?.replace(/\s+/g, ' ').trim() ?? '';
  if (text === '') return null;
  return text.length <= titleMax
    ? text
    : `${text
        .slice(0, titleMax - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
