import { expect } from 'vitest';
import type { TestGraph } from './graph.ts';
import type { Person } from './people.ts';
import type { Model, ModelSource } from './permission-model.ts';

export type Change =
  | { readonly t: 'write'; readonly name: string; readonly word: string }
  | { readonly t: 'delete'; readonly nth: number }
  | { readonly t: 'rename'; readonly nth: number; readonly name: string };

interface World {
  readonly ben: Person;
  readonly model: Model;
  readonly topic: string;
  readonly documentIds: Map<string, string>;
}

const titleOf = (name: string): string => name.replace('/', '-');
const pathOf = (title: string): string => `${title}.md`;

/** Ben writes, renames and deletes notes of one visibility, for real and in the model. */
export async function writeNotes(
  graph: TestGraph,
  { ben, model, topic, documentIds }: World,
  { visibility, changes }: { readonly visibility: 'OWNER' | 'ORGANIZATION'; readonly changes: readonly Change[] },
): Promise<void> {
  const own = (): ModelSource | undefined => model.sources.find((each) => each.provider === 'note' && each.visibility === visibility);
  const idOf = (path: string): string => documentIds.get(`${own()?.id} ${path}`) as string;

  async function write(title: string, text: string): Promise<void> {
    if (own()?.files.has(pathOf(title)) === true) {
      const input = { documentId: idOf(pathOf(title)), text };
      await graph.ask(ben, 'mutation ($input: UpdateNoteInput!) { updateNote(input: $input) { document { id } } }', { input });
    } else {
      const { createNote } = await graph.ask(
        ben,
        'mutation ($input: CreateNoteInput!) { createNote(input: $input) { document { id path source { id visibility } } } }',
        { input: { title, text, visibility } },
      );
      const { id, path, source } = createNote.document;
      expect([path, source.visibility]).toEqual([pathOf(title), visibility]);
      if (own() === undefined)
        model.sources.push({
          id: source.id as string,
          organizationId: ben.organizationId,
          owner: ben,
          provider: 'note',
          visibility,
          grantees: new Set(),
          isRemoved: false,
          files: new Map(),
        });
      documentIds.set(`${source.id} ${path}`, id as string);
    }
    own()?.files.set(pathOf(title), text);
  }

  for (const change of changes) {
    const files = own()?.files;
    if (change.t === 'write') {
      await write(titleOf(change.name), `${topic} ${change.word}`);
      continue;
    }
    const path = [...(files?.keys() ?? [])][change.nth];
    if (path === undefined) continue;
    const documentId = idOf(path);
    const text = files?.get(path) ?? '';
    if (change.t === 'delete') {
      await graph.ask(ben, 'mutation ($id: ID!) { deleteNote(input: { documentId: $id }) { deletedDocumentId } }', { id: documentId });
    } else {
      const title = titleOf(change.name);
      if (files?.has(pathOf(title)) === true) continue;
      const input = { documentId, title };
      await graph.ask(ben, 'mutation ($input: UpdateNoteInput!) { updateNote(input: $input) { document { id } } }', { input });
      files?.set(pathOf(title), text);
      documentIds.set(`${own()?.id} ${pathOf(title)}`, documentId);
    }
    files?.delete(path);
    documentIds.delete(`${own()?.id} ${path}`);
  }
}
