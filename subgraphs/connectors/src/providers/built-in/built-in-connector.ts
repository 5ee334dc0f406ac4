import { z } from 'zod';
import { ConnectorError, DocumentError } from '../connector-error.ts';
import type { Connector, Page } from '../connector.ts';

const nothing = z.strictObject({});
type Nothing = z.infer<typeof nothing>;

/** What ConHub itself holds: the documents that people write or hand in, not those of another place. */
export interface BuiltInOptions {
  readonly key: string;
  readonly displayName: string;
  readonly category: 'FILES' | 'KNOWLEDGE';
}

/**
 * A provider without a place of its own: whoever writes a document commits its page at once, so listing finds nothing and misses nothing. A run
 * of it only tries again what failed and reads again what an older ConHub read.
 */
export function createBuiltInConnector({ key, displayName, category }: BuiltInOptions): Connector<Nothing, Nothing> {
  async function* onePage(): AsyncGenerator<Page<Nothing>> {
    yield { ops: [], next: {}, complete: true };
  }
  return {
    spec: {
      key,
      displayName,
      category,
      capabilities: new Set(),
      authMethods: ['NONE'],
      config: nothing,
      cursor: nothing,
      cursorVersion: 1,
    },
    check: async () => [],
    async *discover() {},
    async locate() {
      throw new ConnectorError('CONTAINER_NOT_FOUND', `${displayName} are there from the first one on: there is nothing to choose`);
    },
    open: async () => ({}),
    enumerate: onePage,
    changes: onePage,
    // What is kept is read from the blobs, and nothing is anywhere else.
    async fetch() {
      throw new DocumentError('DOCUMENT_GONE', 'It was gone when it was to be read');
    },
  };
}
