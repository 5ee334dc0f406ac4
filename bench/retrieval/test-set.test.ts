import { describe, expect, it } from 'vitest';
import { documentFiles } from './document-files.ts';
import { parseJudgements, parseLayout } from './test-set.ts';

describe('set.json', () => {
  it('says the extension and where the title goes', () => {
    expect(parseLayout('{ "extension": "py", "titleAs": "file name" }')).toEqual({ extension: 'py', titleAs: 'file name' });
    expect(parseLayout('{ "extension": "md", "titleAs": "heading" }')).toEqual({ extension: 'md', titleAs: 'heading' });
  });

  it.each([
    '',
    'null',
    '{}',
    '{ "extension": ".md", "titleAs": "heading" }',
    '{ "extension": "../x", "titleAs": "heading" }',
    '{ "extension": "md", "titleAs": "body" }',
  ])('is refused when it says anything else: %s', (json) => {
    expect(() => parseLayout(json)).toThrow(/set\.json/);
  });
});

describe('qrels.tsv', () => {
  it('has three columns or TREC’s four, and perhaps a header', () => {
    const expected = new Map([
      [
        'q1',
        new Map([
          ['d1', 2],
          ['d2', 0],
        ]),
      ],
    ]);
    expect(parseJudgements('query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n')).toEqual(expected);
    expect(parseJudgements('q1 0 d1 2\r\nq1 0 d2 0\r\n')).toEqual(expected);
  });
});

describe('documents as files', () => {
  const document = (id: string, title: string, text = 'body') => ({ id, title, text });

  it('hold the title as their first heading', () => {
    const [first, second] = documentFiles([document('7', 'On\nwings'), document('8', '')], { extension: 'md', titleAs: 'heading' });
    expect(first).toEqual({ documentId: '7', path: 'aa/000000.md', content: '# On wings\n\nbody\n' });
    expect(second?.content).toBe('body\n');
  });

  it('have the title as their name, each its own path, whatever the titles are', () => {
    const titles = [
      'paste',
      'Paste',
      'paste',
      'a/b:c',
      '../../etc/passwd',
      '.env',
      '',
      '...',
      'x'.repeat(400),
      '木'.repeat(400),
      'tab\tnul\u0000',
    ];
    const files = documentFiles(
      titles.map((title, index) => document(String(index), title)),
      { extension: 'py', titleAs: 'file name' },
    );
    expect(files.slice(0, 4).map(({ path }) => path)).toEqual(['aa/paste.py', 'ab/Paste.py', 'ac/paste.py', 'aa/a b c.py']);
    expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(titles.length);
    for (const { path, content } of files) {
      expect(path).toMatch(/^[a-z]{2}\/[^/.][^/\\:\u0000-\u001f]*\.py$/);
      expect(Buffer.byteLength(path.split('/')[1] ?? '')).toBeLessThan(256);
      expect(content).toBe('body\n');
    }
  });

  it('are told apart by more folders than there are letters', () => {
    const files = documentFiles(
      Array.from({ length: 2_000 }, (_, index) => document(String(index), 'same')),
      { extension: 'py', titleAs: 'file name' },
    );
    expect(new Set(files.map(({ path }) => path)).size).toBe(2_000);
  });
});
