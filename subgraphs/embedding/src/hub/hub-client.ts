import type { IncomingMessage } from 'node:http';
import { type Outbound, OutboundFailure, textOf } from '../outbound/outbound.ts';

/** Why a model cannot be added, as a sentence for the operator. */
export class HubProblem extends Error {}

/** A file of a repository at a commit. */
export interface RepositoryFile {
  readonly path: string;
  readonly bytes: number;
  /** Of large files (Git LFS). */
  readonly sha256: string | null;
  /** Of the others Git's own: SHA-1 of `blob <bytes>\0` and the content. */
  readonly gitSha1: string | null;
}

export interface Repository {
  readonly id: string;
  /** The commit that the revision named when it was asked. */
  readonly commit: string;
  /** As the hub writes it (`apache-2.0`); null where the repository says none. */
  readonly license: string | null;
  readonly files: readonly RepositoryFile[];
}

/** A hub of models that speaks Hugging Face's protocol. */
export interface HubClient {
  /** @throws HubProblem */
  describe(repository: string, revision: string): Promise<Repository>;
  /**
   * The file's bytes from an offset on; the answer's status says whether they begin there (206) or at the start (200).
   * @throws HubProblem where it is refused, OutboundFailure where nobody answers
   */
  read(repository: string, commit: string, path: string, from: number, signal: AbortSignal): Promise<IncomingMessage>;
}

interface HubAnswer {
  readonly sha?: string;
  readonly gated?: boolean | string;
  readonly cardData?: { readonly license?: string | readonly string[]; readonly license_name?: string };
  readonly tags?: readonly string[];
  readonly siblings?: readonly {
    readonly rfilename?: string;
    readonly size?: number;
    readonly blobId?: string;
    readonly lfs?: { readonly sha256?: string; readonly size?: number };
  }[];
}

const redirectsMax = 5;
const listingBytesMax = 20_000_000;

/** @param token for repositories that ask who reads them; it goes to the hub and never to where the hub redirects */
export function createHubClient(hub: { readonly url: string; readonly token: string | null }, outbound: Outbound): HubClient {
  const base = new URL(hub.url.endsWith('/') ? hub.url : `${hub.url}/`);

  async function get(first: URL, headers: Record<string, string>, signal?: AbortSignal): Promise<IncomingMessage> {
    let url = first;
    for (let redirects = 0; ; redirects++) {
      const isHub = url.origin === base.origin;
      const incoming = await outbound(url, {
        headers: { 'user-agent': 'ConHub', ...headers, ...(isHub && hub.token !== null ? { authorization: `Bearer ${hub.token}` } : {}) },
        ...(signal === undefined ? {} : { signal }),
      });
      const { location } = incoming.headers;
      if (![301, 302, 303, 307, 308].includes(incoming.statusCode ?? 0) || location === undefined) return incoming;
      incoming.resume();
      const next = URL.parse(location, url.href);
      if (next === null || redirects >= redirectsMax) throw new HubProblem(`${base.host} redirects without end`);
      // What began encrypted stays so.
      if (!/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol !== 'https:'))
        throw new HubProblem(`${base.host} redirects to ${next.protocol}//${next.host}, which is not followed`);
      url = next;
    }
  }

  const refusal = (incoming: IncomingMessage, what: string): HubProblem => {
    const { statusCode: status = 0 } = incoming;
    const code = String(incoming.headers['x-error-code'] ?? '');
    if (code === 'GatedRepo' || status === 403)
      return new HubProblem(
        `${what} is given only to those who accept its terms: accept them at ${base.origin}, then set CONHUB_MODEL_HUB_TOKEN`,
      );
    if (code === 'RevisionNotFound') return new HubProblem(`${what}: there is no such revision`);
    // A hub answers 401 for what is private and for what is not there.
    if (status === 401 || status === 404)
      return new HubProblem(
        `${what} is not at ${base.host}, or it is private${hub.token === null ? ' (then set CONHUB_MODEL_HUB_TOKEN)' : ''}`,
      );
    return new HubProblem(`${base.host} answered ${status} for ${what}`);
  };

  const path = (repository: string): string => repository.split('/').map(encodeURIComponent).join('/');

  return {
    async describe(repository, revision) {
      const url = new URL(`api/models/${path(repository)}/revision/${encodeURIComponent(revision)}?blobs=true`, base);
      const incoming = await get(url, { accept: 'application/json' }).catch(asProblem);
      if (incoming.statusCode !== 200) {
        incoming.resume();
        throw refusal(incoming, revision === 'main' ? repository : `${repository}@${revision}`);
      }
      const { sha, siblings = [], cardData, tags = [] } = answerOf(await textOf(incoming, listingBytesMax).catch(asProblem), base.host);
      if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
        throw new HubProblem(`${base.host} does not say which commit ${revision} is`);
      const said = cardData?.license ?? tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
      return {
        id: repository,
        commit: sha,
        license: (typeof said === 'string' ? said : said?.join(' OR ')) ?? null,
        files: siblings.flatMap(({ rfilename, size, blobId, lfs }) =>
          rfilename === undefined
            ? []
            : [
                {
                  path: rfilename,
                  bytes: lfs?.size ?? size ?? 0,
                  sha256: lfs?.sha256 ?? null,
                  gitSha1: lfs === undefined ? (blobId ?? null) : null,
                },
              ],
        ),
      };
    },
    async read(repository, commit, file, from, signal) {
      const url = new URL(`${path(repository)}/resolve/${commit}/${path(file)}`, base);
      const incoming = await get(url, { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) }, signal);
      const { statusCode: status = 0 } = incoming;
      if (status === 200 || status === 206 || status === 416) return incoming;
      incoming.resume();
      if (status === 429 || status >= 500) throw new OutboundFailure(`${base.host} answered ${status}`);
      throw refusal(incoming, `${repository}/${file}`);
    },
  };
}

function answerOf(text: string, host: string): HubAnswer {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // Said below.
  }
  throw new HubProblem(`${host} does not answer as a hub of models does. Is CONHUB_MODEL_HUB_URL right?`);
}

function asProblem(error: unknown): never {
  throw error instanceof OutboundFailure ? new HubProblem(error.message) : error;
}
