import { expect } from 'vitest';
import type { TestGraph } from './graph.ts';
import type { Person } from './people.ts';
import type { Model, ModelSource } from './permission-model.ts';
import type { Change } from './permission-notes.ts';
import type { Uploader } from './uploading.ts';

interface World {
  readonly ben: Person;
  readonly model: Model;
  readonly topic: string;
  readonly documentIds: Map<string, string>;
}

/** Ben uploads, replaces and deletes files of one visibility, for real and in the model. */
export async function uploadFiles(
  graph: TestGraph,
  uploader: Uploader,
  { ben, model, topic, documentIds }: World,
  { visibility, changes }: { readonly visibility: 'OWNER' | 'ORGANIZATION'; readonly changes: readonly Change[] },
): Promise<void> {
  const own = (): ModelSource | undefined => model.sources.find((each) => each.provider === 'upload' && each.visibility === visibility);

  async function upload(name: string, text: string): Promise<void> {
    const before = documentIds.get(`${own()?.id} ${name}`);
    const { id, path, state, source } = await uploader.upload(ben, name, new TextEncoder().encode(text), { visibility });
    expect([path, state, source.visibility]).toEqual([name, 'AVAILABLE', visibility]);
    if (own() === undefined)
      model.sources.push({
        id: source.id as string,
        organizationId: ben.organizationId,
        owner: ben,
        provider: 'upload',
        visibility,
        grantees: new Set(),
        isRemoved: false,
        files: new Map(),
      });
    // A file of the same name is a new revision of the same document.
    if (before !== undefined) expect(id).toBe(before);
    documentIds.set(`${source.id} ${name}`, id as string);
    own()?.files.set(name, text);
  }

  for (const change of changes) {
    const files = own()?.files;
    const path = change.t === 'write' ? undefined : [...(files?.keys() ?? [])][change.nth];
    if (change.t === 'write') await upload(change.name, `${topic} ${change.word}`);
    else if (path !== undefined && change.t === 'rename') await upload(change.name, files?.get(path) ?? '');
    else if (path !== undefined) {
      const key = `${own()?.id} ${path}`;
      await graph.ask(ben, 'mutation ($id: ID!) { deleteNote(input: { documentId: $id }) { deletedDocumentId } }', {
        id: documentIds.get(key),
      });
      files?.delete(path);
      documentIds.delete(key);
    }
  }
}
