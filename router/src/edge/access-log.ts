import type { Viewer } from '@conhub/subgraph-kit';
import type { EdgeLog } from './options.ts';

/** What one request's line says beside its beginning. Filled while the request is answered. Never a token, a cookie or a query's text. */
export interface AccessEntry {
  viewer: Viewer | null;
  operationName: string | null;
  /** The refusal's code, where it was refused. */
  code: string | null;
}

export const newAccessEntry = (): AccessEntry => ({ viewer: null, operationName: null, code: null });

interface AccessLine {
  readonly requestId: string;
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  /** HTTP status, or a socket's close code. */
  readonly status: number;
  readonly startedAt: number;
  readonly ipAddress: string | null;
}

const viewerFields = (viewer: Viewer | null): object => {
  switch (viewer?.kind) {
    case 'user':
      return { viewer: 'user', viewerId: viewer.userId, organizationId: viewer.organizationId };
    case 'apiKey':
      return { viewer: 'apiKey', viewerId: viewer.apiKeyId, organizationId: viewer.organizationId };
    case 'service':
      return { viewer: 'service', viewerId: viewer.name };
    case 'anonymous':
      return { viewer: 'anonymous' };
    case undefined:
      return {};
  }
};

const shortened = (name: string): string => name.slice(0, 100);

/** One JSON line a request. */
export function writeAccessLine(log: EdgeLog, line: AccessLine, entry: AccessEntry): void {
  log.info(
    {
      method: line.method,
      path: shortened(line.path),
      status: line.status,
      ms: Math.round((performance.now() - line.startedAt) * 10) / 10,
      requestId: line.requestId,
      ...(line.ipAddress === null ? {} : { ipAddress: line.ipAddress }),
      ...(entry.operationName === null ? {} : { operationName: shortened(entry.operationName) }),
      ...(entry.code === null ? {} : { code: entry.code }),
      ...viewerFields(entry.viewer),
    },
    'request',
  );
}
