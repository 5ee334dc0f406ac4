import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTerm, digestTerm, digestText } from '../../src/index/digest.ts';
import type { DocumentOperation } from '../../src/index/facts.ts';
import { freshnessOf } from '../../src/index/reports.ts';
import { createWorld, hashOf, openCore, pageOf, removeFolder, temporaryFolder, upsert } from './fixture.ts';

const step = fc.record({
  document: fc.nat(4),
  t: fc.constantFrom('upsert', 'upsert', 'move', 'delete'),
  text: fc.constantFrom('one text', 'another text', 'a third'),
  path: fc.constantFrom('a.txt', 'b.txt', 'sub/c.txt'),
  /** What becomes of its page on the way. */
  fate: fc.constantFrom('ARRIVES', 'ARRIVES', 'ARRIVES', 'TWICE', 'LOST'),
  order: fc.nat(1_000),
});

test('a certificate is there if and only if the index holds the checkpoint’s documents, with pages lost, doubled, reordered, and kills between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), fc.boolean(), fc.boolean(), async (steps, isKilled, isModelDown) => {
      const folder = temporaryFolder();
      const world = createWorld();
      world.isModelDown = isModelDown;
      let core = openCore(folder, world);
      const [organizationId, sourceId] = [newId('org'), newId('src')];
      const ids = Array.from({ length: 5 }, () => newId('doc'));
      const held = new Map<string, { path: string; text: string }>();
      const pages: { operation: DocumentOperation; order: number }[] = [];
      for (const [index, { document, t, text, path, fate, order }] of steps.entries()) {
        const id = ids[document] ?? '';
        const known = held.get(id);
        if (t !== 'upsert' && known === undefined) continue;
        const after = t === 'delete' ? null : t === 'move' ? { path, text: known?.text ?? '' } : { path, text };
        if (after === null) held.delete(id);
        else held.set(id, after);
        const version = index + 1;
        const operation: DocumentOperation =
          t === 'delete'
            ? { documentId: id, version, t }
            : t === 'move'
              ? { documentId: id, version, t, place: { path, title: path, url: null } }
              : upsert(world, { id, version, text, path });
        if (fate === 'LOST') continue;
        pages.push(...Array.from({ length: fate === 'TWICE' ? 2 : 1 }, (_, copy) => ({ operation, order: order + copy })));
      }
      try {
        for (const { operation } of pages.toSorted((a, b) => a.order - b.order)) core.apply(pageOf(organizationId, sourceId, [operation]));
        if (pages.length === 0) return;
        if (isKilled) {
          await core.stop();
          core = openCore(folder, world);
        }
        const digest = [...held.values()].reduce((sum, { path, text }) => addTerm(sum, digestTerm(path, hashOf(text), 'TEXT')), 0n);
        const checkpoint = { digest: digestText(digest), documentCount: held.size };
        const expected = `freshness-v1:${held.size}:${digestText(digest)}`;
        const now = () => freshnessOf(core.organization(organizationId), sourceId, checkpoint);
        const rows = () =>
          core
            .organization(organizationId)
            .sqlite.all<{ path: string; text_hash: string; kind: string }>(
              `select path, text_hash, kind from documents where source_id = ? and state in ('INDEXED', 'SKIPPED')`,
              sourceId,
            )
            .map((row) => `${row.path} ${row.text_hash} ${row.kind}`)
            .toSorted();
        const wanted = [...held.values()].map(({ path, text }) => `${path} ${hashOf(text)} TEXT`).toSorted();
        const agree = () => JSON.stringify(rows()) === JSON.stringify(wanted);
        // At any moment of indexing, and at its end.
        for (let look = 0; look < 5; look++) {
          expect(now().certificate).toBe(agree() ? expected : null);
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        world.isModelDown = false;
        if (!isModelDown) {
          await core.settled(organizationId);
          expect(now()).toMatchObject(agree() ? { status: 'COMPLETE', certificate: expected } : { certificate: null });
        }
      } finally {
        await core.stop();
        removeFolder(folder);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
