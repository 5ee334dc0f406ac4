import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { createExtractor } from '../../src/extraction/extractor.ts';

const extractor = createExtractor();
afterAll(() => extractor.stop());

async function read(path: string, content?: string | Uint8Array) {
  const bytes = content === undefined ? await readFile(new URL(`files/${path}`, import.meta.url)) : Buffer.from(content as string);
  return extractor.extract({ path, bytes, mimeType: null });
}

async function textOf(path: string, content?: string | Uint8Array): Promise<string> {
  const extracted = await read(path, content);
  if (extracted.state !== 'AVAILABLE') throw new Error(JSON.stringify(extracted));
  return extracted.text;
}

const tides = `# Reading a tide table

The **harbour master** publishes a table every spring.

## Spring tides

Spring tides follow the moon by about two days; see tide_at_harbour.

- Vessels above 40 m need a pilot
- The lock closes at low water

| Harbour | High water |
| --- | --- |
| Börsum | 4.2 |`;

describe('documents of a text processor are Markdown', () => {
  test('docx', async () => {
    expect(await read('tides.docx')).toMatchObject({
      state: 'AVAILABLE',
      kind: 'PAGE',
      language: 'markdown',
      title: 'Tide tables of the northern harbours',
      text: tides,
      lineCount: 14,
    });
  });

  test('odt', async () => {
    expect(await read('tides.odt')).toMatchObject({
      kind: 'PAGE',
      title: 'Tide tables of the northern harbours',
      text: tides.replaceAll('**', '').replace(/\n\nSpring tides follow.*\n/, '\n'),
    });
  });

  test('epub: chapters in the order of the spine', async () => {
    expect(await read('tides.epub')).toMatchObject({
      kind: 'PAGE',
      title: 'Tide tables of the northern harbours',
      text: '# Reading a tide table\n\nThe **harbour master** publishes a table every spring.\n\n# Spring tides\n\nThey follow the moon by about two days.\n\n- Vessels above 40 m need a pilot',
    });
  });

  test('rtf: code pages, Unicode with its substitutes, headings by style, lists, tables; no fonts, pictures or headers', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Gothic;}}
{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}}{\info{\title Nautical notes}{\author Ines}}{\header\pard on every page\par}
\pard\s1 Sp\'fcring\par\pard\plain caf\'e9 \u8211?dash \f1\'cf\'f0\'e8\'e2\'e5\'f2\f0\par\f2\'93\'fa\'96\'7b\f0\par
\pard{\pntext\'b7\tab}\ls1 first item\par{\pntext\'b7\tab}second item\par\pard\s2 Table\par
\trowd\intbl\pard\intbl Harbour\cell Metres\cell\row\trowd\pard\intbl Ahlum\cell 3,9\cell\row\pard after{\pict\bin5 {{}}{}{\*\unknown hidden} it\par}`;
    expect(await read('notes.rtf', rtf)).toMatchObject({
      kind: 'PAGE',
      title: 'Nautical notes',
      text: '# Spüring\n\ncafé –dash Привет\n\n日本\n\n- first item\n- second item\n\n## Table\n\n| Harbour | Metres |\n| --- | --- |\n| Ahlum | 3,9 |\n\nafter it',
    });
  });
});

describe('pages are kept', () => {
  test('PDF: lines, paragraphs, divided words, empty pages; a password that only forbids printing is no matter', async () => {
    const text =
      'Survey of the lock\n\nThe gates were inspected in March. The hinge of the eastern gate shows corrosion\nover a length of two metres. A replacement is planned.\n\nA second paragraph speaks of the paddles.\n\fPage two: the sill is sound.\n\f\n\fPage four: the bollards, numbered 1 to 12.';
    expect(await read('survey.pdf')).toMatchObject({ kind: 'PDF', title: 'Survey of the lock', text, lineCount: 9 });
    expect(await read('owner-password.pdf')).toMatchObject({ text });
  });

  test('pptx: a slide a page, its title a heading, levels, tables, notes', async () => {
    expect(await read('dredging.pptx')).toMatchObject({
      kind: 'SLIDES',
      title: 'Dredging plan of the harbour board',
      text: '## Dredging plan\n\nHarbour board, spring\n\f## Sediment\n\nSilt rises by 4 cm a year\n- Sand in the outer basin\n\nNotes: Mention the survey of the lock\n\f## Costs\n\n| Basin | Euro |\n| --- | --- |\n| Outer | 80000 |',
    });
  });

  test('odp', async () => {
    expect(await read('pilotage.odp')).toMatchObject({
      kind: 'SLIDES',
      text: 'Pilotage\nPilots board at the outer buoy\n\fSignals\nTwo long blasts',
    });
  });

  test('xlsx: a sheet a page under its name, one row a line as CSV, dates and truth values as people see them', async () => {
    expect(await read('harbours.xlsx')).toMatchObject({
      kind: 'SHEET',
      text: '## Harbours\nHarbour,High water,Date,Remark,Open\nAhlum,3.9,2026-03-20,"north, quay"\nBörsum,4.25,2026-03-21 06:30,"says ""slack""",TRUE\n\f## Pilots & fees\nPilot,Fee\nInes Holm,120\n,,,far away\n\f## Empty',
    });
  });

  test('ods', async () => {
    expect(await read('buoys.ods')).toMatchObject({
      kind: 'SHEET',
      text: '## Buoys\nBuoy,Light\nRed 1,Fl 2s\nGreen 2,Q\n\f## Depths\n3.5,4',
    });
  });

  test('csv stays as it is', async () => {
    expect(await read('a.csv', 'a,b\r\n"1, 2",3\r\n')).toMatchObject({ kind: 'SHEET', text: 'a,b\r\n"1, 2",3\r\n' });
  });
});

describe('pages of the web', () => {
  const prose =
    'The harbour was dredged in spring, and the basin has been open since then for vessels of any draught that call at it. '.repeat(4);

  test('an article without what surrounds it, as Markdown', async () => {
    const html = `<!doctype html><html><head><title>Dredging &amp; locks | Harbour</title><style>p{}</style><script>alert(1)</script></head><body>
<nav><a href="/">Home</a><a href="/x">More</a></nav><article><h1>Dredging</h1><p>${prose}</p><p>See <a href="https://example.org/a">the plan</a>, <code>lock_gate()</code> and <a href="#x">below</a>.</p>
<pre><code class="language-sh">dredge --all\n  --deep</code></pre><table><tr><th>Basin</th><th>Metres</th></tr><tr><td>Outer</td><td>9 | 10</td></tr></table><p>${prose}</p></article><footer>Imprint</footer></body></html>`;
    const text = await textOf('a.html', html);
    expect(await read('a.html', html)).toMatchObject({ kind: 'PAGE', title: 'Dredging & locks | Harbour' });
    expect(text).toContain('See [the plan](https://example.org/a), `lock_gate()` and below.');
    expect(text).toContain('```sh\ndredge --all\n  --deep\n```');
    expect(text).toContain('| Basin | Metres |\n| --- | --- |\n| Outer | 9 \\| 10 |');
    expect(text).not.toMatch(/Home|Imprint|alert|p\{\}/);
  });

  test('what is no article is taken whole: nothing is lost of an index or a reference', async () => {
    const html = `<body><nav>Home</nav><h1>Index</h1>${Array.from({ length: 40 }, (_, index) => `<dl><dt>term_${index}</dt><dd>is explained</dd></dl>`).join('')}</body>`;
    const text = await textOf('index.html', html);
    for (let index = 0; index < 40; index += 1) expect(text).toContain(`term_${index}`);
    expect(text).not.toContain('Home');
  });

  test('the declared encoding is believed where the bytes allow it', async () => {
    const html = Buffer.from(
      '<html><head><meta charset="iso-8859-2"><title>\xB3\xF3d\xBC</title></head><body><p>\xB3\xF3d\xBC</p></body></html>',
      'latin1',
    );
    expect(await read('pl.html', html)).toMatchObject({ title: 'łódź', text: 'łódź', charset: 'iso-8859-2' });
  });

  test('a page nested a hundred thousand deep is its plain text', async () => {
    expect(await textOf('deep.html', `${'<div>'.repeat(100_000)}the bottom${'</div>'.repeat(100_000)}`)).toBe('the bottom');
  });
});

test('notebook: texts, code in the language it says, what was printed; pictures and colours are left out', async () => {
  const notebook = {
    nbformat: 4,
    metadata: { kernelspec: { name: 'ir', language: 'R' }, language_info: { name: 'R' } },
    cells: [
      { cell_type: 'markdown', source: ['# Tides\n', 'of the *north*'] },
      {
        cell_type: 'code',
        source: 'x <- 1\nprint(x)',
        outputs: [
          { output_type: 'stream', text: ['\u001b[31m[1] 1\u001b[0m\n'] },
          { output_type: 'display_data', data: { 'image/png': 'AAAA', 'text/plain': '<Figure>' } },
          { output_type: 'error', ename: 'Oops', evalue: 'no' },
        ],
      },
      { cell_type: 'code', source: 'f("```")', outputs: [{ output_type: 'stream', text: 'y'.repeat(10_000) }] },
    ],
  };
  const extracted = await read('a.ipynb', JSON.stringify(notebook));
  expect(extracted).toMatchObject({ kind: 'NOTEBOOK', language: 'r', title: 'Tides' });
  expect(await textOf('a.ipynb', JSON.stringify(notebook))).toBe(
    `# Tides\nof the *north*\n\n\`\`\`r\nx <- 1\nprint(x)\n\`\`\`\n\n\`\`\`text\n[1] 1\n\`\`\`\n\n\`\`\`text\n<Figure>\n\`\`\`\n\n\`\`\`text\nOops: no\n\`\`\`\n\n\`\`\`\`r\nf("\`\`\`")\n\`\`\`\`\n\n\`\`\`text\n${'y'.repeat(4_000)}…\n\`\`\``,
  );
});

test('e-mail: who, when, about what, what is attached, and the text, of whatever encoding', async () => {
  const mail = (body: string): Buffer =>
    Buffer.from(
      `From: =?utf-8?B?SW5lcyBIw7ZsbQ==?= <ines@example.org>\r\nTo: board@example.org, "Ole" <ole@example.org>\r\nSubject: =?iso-8859-1?Q?D=E9pth_of_the?=\r\n basin\r\nDate: Fri, 20 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n${body}`,
      'latin1',
    );
  const mixed = mail(
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=F0=D2=C9=D7=C5=D4\r\n\r\n--b\r\nContent-Type: application/pdf; name="chart.pdf"\r\nContent-Disposition: attachment; filename="chart.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n',
  );
  expect(await read('a.eml', mixed)).toMatchObject({
    kind: 'EMAIL',
    language: 'markdown',
    title: 'Dépth of the basin',
    text: '# Dépth of the basin\n\nFrom: Ines Hölm <ines@example.org>\nTo: board@example.org, Ole <ole@example.org>\nDate: 2026-03-20T09:00:00.000Z\nAttachments: chart.pdf\n\nПривет',
  });
  const html = mail('Content-Type: text/html; charset=utf-8\r\n\r\n<h2>Plan</h2><ul><li>dredge</li></ul><script>x</script>');
  expect(await textOf('b.eml', html)).toMatch(/\n\n## Plan\n\n- dredge$/);
});

test('subtitles: what is said, in paragraphs that begin with their time', async () => {
  const srt =
    '1\r\n00:00:01,000 --> 00:00:02,500\r\nThe tide <i>waits</i>\r\nfor nobody,\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nsaid the pilot.\r\n\r\n3\r\n01:00:09,000 --> 01:00:10,000\r\nMuch later.\r\n';
  expect(await read('a.srt', srt)).toMatchObject({
    kind: 'TEXT',
    language: 'subrip text',
    text: '[00:00:01] The tide waits for nobody, said the pilot.\n\n[01:00:09] Much later.',
  });
  const vtt = 'WEBVTT\n\nNOTE nobody sees this\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ines>Cast off &amp; go.\n';
  expect(await textOf('a.vtt', vtt)).toBe('[00:00:01] Ines: Cast off & go.');
  expect(await textOf('b.srt', 'no cue at all')).toBe('no cue at all');
});
