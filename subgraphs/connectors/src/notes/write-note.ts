import { createHash, randomUUID } from 'node:crypto';
import { BadUserInputError, ConflictError, ForbiddenError, NotFoundError, organizationOf, personOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { isOwner } from '../accounts/account.policy.ts';
import type { Context } from '../context.ts';
import { commitOwnPage } from '../documents/commit-own-page.ts';
import { Document } from '../documents/document.entity.ts';
import { readText } from '../documents/read-text.ts';
import { emit } from '../event-log.ts';
import { NoteCreated, NoteDeleted, NoteUpdated, UploadDeleted } from '../events.ts';
import { builtInKeys } from '../providers/built-in/built-in-keys.ts';
import { builtInSource } from '../sources/built-in-source.ts';
import { lockSource } from '../sources/lock-source.ts';
import type { SourceVisibility } from '../sources/source.entity.ts';
import type { DocumentChanges, ReadDocument } from '../sync/document-changes.ts';
import { noteKey } from './note-connector.ts';
import { checkText, checkTitle, notePath } from './note-text.ts';

/** How a note is read: as it is written. Readers of other documents may change without it. */
const extraction = 'note@1';

/** Writes a note into the person's own source, which the first note makes. It can be found within seconds, by whom `visibility` says. */
export async function createNote(
  context: Context,
  input: { readonly title: string; readonly text: string; readonly visibility?: SourceVisibility | null },
): Promise<Document> {
  const { em, viewer, request, services } = context;
  const [organizationId, person] = [organizationOf(viewer), personOf(viewer)];
  if (organizationId === null || person === null) throw new ForbiddenError('Only a member of an organization can write a note');
  const title = checkTitle(input.title);
  const read = await store(context, organizationId, title, checkText(input.text));
  const document = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const change = { em: scoped, viewer, request };
    const place = { organizationId, person, providerKey: noteKey, name: 'Notes', visibility: input.visibility ?? 'OWNER' };
    const source = await builtInSource(change, place);
    const providerId = randomUUID();
    const changes = await commitOwnPage(scoped, services, {
      source,
      providerId,
      change: (page) => put(page, providerId, title, read, context),
    });
    const written = changes.documents.get(providerId) as Document;
    emit(change, NoteCreated, factOf(written), { version: written.version });
    await scoped.flush();
    return written;
  });
  context.forgetVisibility();
  return document;
}

/** Changes title or text of a note of one's own; what is left out stays. Of two who write at once the last one stays. */
export async function updateNote(
  context: Context,
  input: { readonly documentId: string; readonly title?: string | null; readonly text?: string | null },
): Promise<Document> {
  const { em, viewer, request, services } = context;
  const visible = await ownNote(context, input.documentId);
  const [title, text] = [given(input.title, checkTitle), given(input.text, checkText)];
  const stored = text === null ? null : await store(context, visible.organizationId, '', text);
  const document = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const { source, note } = await lockNote(scoped, visible);
    const newTitle = title ?? note.title;
    const before = note.textHash;
    const read = stored ?? (await asRead(context, note));
    if (newTitle === note.title && read.textHash === before) return note;
    await commitOwnPage(scoped, services, {
      source,
      providerId: note.providerId,
      change: (page) => put(page, note.providerId, newTitle, { ...read, title: newTitle }, context),
    });
    emit({ em: scoped, viewer, request }, NoteUpdated, factOf(note), { version: note.version });
    await scoped.flush();
    return note;
  });
  context.forgetVisibility();
  return document;
}

/** Deletes a note of one's own, or a file that one has handed in: what is in ConHub alone. */
export async function deleteNote(context: Context, documentId: string): Promise<string> {
  const { em, viewer, request, services } = context;
  const visible = await ownNote(context, documentId, builtInKeys);
  await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const { source, note } = await lockNote(scoped, visible);
    await commitOwnPage(scoped, services, { source, providerId: note.providerId, change: (page) => page.remove(note) });
    const said = source.providerKey === noteKey ? NoteDeleted : UploadDeleted;
    emit({ em: scoped, viewer, request }, said, factOf(note), { version: note.version });
    await scoped.flush();
  });
  context.forgetVisibility();
  return documentId;
}

type ReadNote = Extract<ReadDocument, { state: 'AVAILABLE' }>;

/** The text goes to the blobs before the row that names it. */
async function store({ services }: Context, organizationId: string, title: string, text: string): Promise<ReadNote> {
  const bytes = Buffer.from(text, 'utf8');
  const hash = createHash('sha256').update(bytes).digest('hex');
  await services.blobs.put(organizationId, bytes);
  return noteRead(title, hash, bytes.byteLength);
}

const noteRead = (title: string, hash: string, size: number): ReadNote => ({
  state: 'AVAILABLE',
  revision: hash,
  extraction,
  generated: null,
  contentHash: hash,
  sizeBytes: size,
  textHash: hash,
  textBytes: size,
  title,
  kind: 'NOTE',
  language: 'markdown',
  mimeType: 'text/markdown',
});

/** The text that the note has already. */
async function asRead({ services }: Context, { organizationId, title, textHash }: Document): Promise<ReadNote> {
  const text = textHash ? await readText(services, organizationId, textHash) : null;
  if (text === null || !textHash) throw new ConflictError('The text of this note cannot be read: write it anew');
  return noteRead(title, textHash, Buffer.byteLength(text, 'utf8'));
}

function put(page: DocumentChanges, providerId: string, title: string, read: ReadNote, { services }: Context): void {
  const now = services.clock.now();
  page.put(
    providerId,
    notePath(title),
    { sizeBytes: read.sizeBytes, mimeType: read.mimeType, createdAt: now, updatedAt: now, author: null, url: null },
    read,
  );
}

/** A note, or whatever else of these providers, that the viewer sees and owns. */
async function ownNote(context: Context, documentId: string, keys: ReadonlySet<string> = new Set([noteKey])): Promise<Document> {
  const document = await context.documents.load(documentId);
  const source = document === null ? undefined : (await context.visibility()).sources.get(document.sourceId);
  if (document === null || source === undefined || document.state === 'DELETED') throw new NotFoundError();
  if (!keys.has(source.source.providerKey))
    throw BadUserInputError.of(['input', 'documentId'], 'NOT_A_NOTE', 'This document is no note: it is changed where it comes from');
  if (!isOwner(context.viewer, source.account)) throw new ForbiddenError('Only who wrote it, or handed it in, can change it');
  if (!source.account.isWorking()) throw new ConflictError('The account is paused: resume it first');
  return document;
}

async function lockNote(em: SqlEntityManager, { id, sourceId }: Document) {
  const source = await lockSource(em, sourceId);
  const note = await em.findOne(Document, { id, sourceId }, { refresh: true });
  if (note === null || note.state === 'DELETED') throw new NotFoundError();
  return { source, note };
}

const given = <T>(value: string | null | undefined, check: (value: string) => T): T | null =>
  value === null || value === undefined ? null : check(value);

const factOf = ({ id, sourceId, version }: Document) => ({ documentId: id, sourceId, version });
