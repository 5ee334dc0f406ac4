import type { z } from 'zod';
import type { Snapshot, SnapshotChange } from './snapshot.ts';

/**
 * What a provider must be able to do. One conformance suite (`test/conformance/`) runs for every connector.
 *
 * How the engine drives it:
 * - first sync, or a full one: `watermark = open()`, then `enumerate(at: watermark)` to its end, then `changes(since: watermark)` once.
 * - every later sync: `changes(since: the last committed cursor)`.
 * - Each page is one transaction: its documents, its snapshot change, `next` as the cursor. **The next page is asked for only after the
 *   previous one is committed**, so a connector may rely on `ctx.snapshot` showing all pages but the one it is making.
 * - A crash resumes with the last committed cursor: `enumerate(…, resume)` or `changes(since)`. Any page may come again; applying it
 *   twice changes nothing.
 * - Contents are fetched by revision before the page that names them is committed, several at once.
 *
 * Run-level trouble is thrown as `ConnectorError`, a document's trouble as a `fail` operation or, from `fetch`, as `DocumentError`.
 */
export interface Connector<Config = unknown, Cursor = unknown> {
  readonly spec: ConnectorSpec<Config, Cursor>;
  /** What these credentials (or this machine) can and cannot do, per capability. Never throws for a missing capability. */
  check(ctx: ConnectorContext<Config>): Promise<CapabilityReport>;
  /** What a person can choose to index, one level at a time: without a parent the top level. */
  discover(ctx: ConnectorContext<Config>, parentId?: string): AsyncIterable<Container>;
  /**
   * The container somebody named, under its canonical id (two names of one directory give the same id).
   * Throws CONTAINER_NOT_FOUND, also for what exists but must not be read.
   */
  locate(ctx: ConnectorContext<Config>, containerId: string): Promise<Container>;
  /** The watermark, taken before enumerating: whatever changes after it is said by `changes`. */
  open(ctx: ConnectorContext<Config>, containerId: string): Promise<Cursor>;
  /** Every document of the container as an upsert (the engine skips what it has at that revision), and deletes of what is no more. */
  enumerate(ctx: ConnectorContext<Config>, containerId: string, at: Cursor, resume?: Cursor): AsyncIterable<Page<Cursor>>;
  /** What is different since the cursor: all that has changed before it is called. Throws CURSOR_EXPIRED or CURSOR_UNTRUSTED where only a new baseline is right. */
  changes(ctx: ConnectorContext<Config>, containerId: string, since: Cursor): AsyncIterable<Page<Cursor>>;
  /** The bytes of one revision. Throws DocumentError; ConnectorError where every other fetch would fail too. */
  fetch(ctx: ConnectorContext<Config>, containerId: string, ref: DocumentRef): Promise<Content>;
  /** Resolves when it watches; what changed before gives no hint. Hints that `changes` has something to say. Only with the capability WATCH. */
  watch?(ctx: ConnectorContext<Config>, containerId: string, onHint: (hint: Hint) => void): Promise<Watch>;
}

export interface ConnectorSpec<Config, Cursor> {
  /** The provider's key in the API; never renamed. */
  readonly key: string;
  readonly displayName: string;
  readonly category: 'CODE' | 'FILES' | 'KNOWLEDGE';
  readonly capabilities: ReadonlySet<ConnectorCapability>;
  readonly authMethods: readonly ('OAUTH' | 'TOKEN' | 'APP' | 'NONE')[];
  /** What connecting asks for. */
  readonly config: z.ZodType<Config>;
  /** Parses a stored cursor; one that does not parse is treated as CURSOR_EXPIRED. */
  readonly cursor: z.ZodType<Cursor>;
  /** Stored with the cursor; another version is CURSOR_EXPIRED too. */
  readonly cursorVersion: number;
}

export type ConnectorCapability = 'DELTA' | 'DELETES' | 'RENAMES' | 'PERMISSIONS' | 'WEBHOOK' | 'WATCH' | 'ACTIONS';

export interface CapabilityCheck {
  readonly capability: ConnectorCapability;
  readonly isAvailable: boolean;
  /** Why not, or with what restriction; null where there is nothing to say. */
  readonly message: string | null;
}
export type CapabilityReport = readonly CapabilityCheck[];

export interface Container {
  /** The provider's own id, canonical. */
  readonly id: string;
  readonly kind: 'REPOSITORY' | 'DRIVE' | 'FOLDER' | 'GROUP' | 'BUILT_IN';
  readonly name: string;
  readonly path: string;
  readonly url: string | null;
  readonly hasChildren: boolean;
}

/** What a connector may use. There is no clock, randomness or secret but through this. */
export interface ConnectorContext<Config = unknown> {
  readonly config: Config;
  readonly rules: SourceRules;
  readonly snapshot: Snapshot;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted by a cancelled run or a shutdown: iterators end with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * A source's own rules, patterns as in .gitignore. Where `include` is not empty only what it matches is read. What is kept out by default
 * (hidden folders, node_modules, secrets) comes in only through an `include` pattern that names it: `.github/**` or `node_modules/x/*.md`, not `**`.
 */
export interface SourceRules {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Clock {
  now(): Date;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The part of pino that connectors use. */
export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** At most `pageSizeMax` operations, applied in order in one transaction. */
export interface Page<Cursor> {
  readonly ops: readonly Op[];
  /** The cursor that goes into the page's transaction. */
  readonly next: Cursor;
  /** True on the last page only. A walk without it has proved nothing about what is gone. */
  readonly complete?: true;
  /** What changes in the source's snapshot, in the same transaction. */
  readonly snapshot?: SnapshotChange;
  /**
   * Files left out since the previous page, by reason (`HIDDEN`, `SECRET`, `IGNORED` …): for the progress line, they have no operation. They add
   * up from a walk's first page to its `complete` one; the next walk (also the changes after an enumeration) counts anew.
   */
  readonly keptOut?: Readonly<Record<string, number>>;
  /** About how many documents are still to come. */
  readonly estimate?: { readonly left: number };
}

export const pageSizeMax = 100;

export type Op =
  | { readonly t: 'upsert'; readonly id: string; readonly rev: string; readonly path: string; readonly meta: DocumentMeta }
  /** Same content, other path: nothing is fetched. `rev` is the revision at the new path. An upsert of the same id may follow it. */
  | { readonly t: 'move'; readonly id: string; readonly from: string; readonly to: string; readonly rev: string }
  /**
   * `tombstone`: the provider said so. `enumeration`: a complete walk did not find it. The second kind waits until the run's last page and
   * for a person where it is a large share; while it waits the engine keeps the snapshot entry too, so a file that comes back is simply
   * upserted under the same id. A delete of an id that only ever failed clears the failure.
   */
  | { readonly t: 'delete'; readonly id: string; readonly path: string; readonly evidence: 'tombstone' | 'enumeration' }
  /** It is there and cannot be had in this revision: listed, and what was known of it leaves the index. `rev` null: retrying by fetch is pointless. */
  | { readonly t: 'fail'; readonly id: string; readonly path: string; readonly rev: string | null; readonly error: DocumentProblem };

/** As the provider says it. */
export interface DocumentMeta {
  readonly sizeBytes: number | null;
  readonly mimeType: string | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly author: { readonly displayName: string; readonly email: string | null } | null;
  readonly url: string | null;
}

export interface DocumentRef {
  readonly id: string;
  readonly path: string;
  readonly rev: string;
}

export interface Content {
  readonly bytes: Uint8Array;
  /**
   * The revision these bytes are. A provider with history answers the one that was asked for; one without (a folder) may answer a newer one,
   * never a mixture. The engine stores this one.
   */
  readonly rev: string;
}

export type DocumentProblemCode =
  | 'DOCUMENT_TOO_LARGE'
  | 'DOCUMENT_GONE'
  | 'DOCUMENT_UNREADABLE'
  | 'DOCUMENT_CHANGING'
  | 'DOCUMENT_NOT_A_FILE'
  | 'PATH_NOT_UTF8'
  | 'PATH_OUTSIDE_ROOT';

export interface DocumentProblem {
  readonly code: DocumentProblemCode;
  /** For the person who connected the source: no path of the machine, nothing inner. */
  readonly message: string;
  /** False: it will not become better by fetching the same revision again. */
  readonly isRetryable: boolean;
}

/** Never data: only that a container is worth reading. */
export interface Hint {
  /** `change`: something changed. `rescan`: events were lost. `poll`: the interval of a watch that cannot see changes has passed. */
  readonly reason: 'change' | 'rescan' | 'poll';
}

export interface Watch {
  /** `polling`: the machine cannot watch this folder (why: `message`), so a hint comes at an interval. */
  mode(): 'native' | 'polling';
  message(): string | null;
  /** Resolves when no handle is left and no hint will come. */
  stop(): Promise<void>;
}
