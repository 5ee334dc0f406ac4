import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, operations } from '@conhub/cli';
import { createDraws } from '../measure/draws.ts';
import type { BaseTexts } from './derived-text.ts';

export const termsMax = 8;

const SearchDocument = new operations.TypedDocumentString<
  { search: { nodes: readonly { document: { id: string } | null }[]; degraded: readonly unknown[]; tookMs: number } | null },
  { query: string; mode: string }
>(`query ScaleSearch($query: String!, $mode: SearchMode) {
  search(query: $query, mode: $mode, first: 10) {
    tookMs
    degraded { leg }
    nodes { id score document { id title path kind language updatedAt } passages(first: 3) { text highlights { start end } location { startLine endLine } } }
  }
}`);
const WhoDocument = new operations.TypedDocumentString<
  { viewer: { user: { id: string } | null; organization: { id: string } | null } },
  Record<string, never>
>('{ viewer { user { id } organization { id } } }');

export async function whoAsks(client: Client): Promise<{ readonly userId: string; readonly organizationId: string }> {
  const { viewer } = await client.execute(WhoDocument, {});
  const [userId, organizationId] = [viewer.user?.id, viewer.organization?.id];
  if (userId === undefined || organizationId === undefined) throw new Error('ConHub does not say who asks');
  return { userId, organizationId };
}

/** Ten hits with their passages, as the terminal asks for them. Throws where a leg did not take part. */
export async function search(client: Client, query: string, mode: string): Promise<void> {
  const { search: found } = await client.execute(SearchDocument, { query, mode });
  if (!found || found.degraded.length > 0) throw new Error(`The search was not answered whole: ${JSON.stringify(found?.degraded)}`);
}

/** Words of one real passage, as one asks for something one remembers. */
export function queriesFrom({ embeddedTexts }: BaseTexts, seed = 2): (terms: number) => string {
  const draw = createDraws(seed);
  const passages = embeddedTexts.map((text) => [...new Set(text.match(/\p{L}{3,}/gu) ?? [])]).filter((words) => words.length >= termsMax);
  return (terms) => {
    const words = [...(passages[Math.floor(draw() * passages.length)] ?? [])];
    return Array.from({ length: terms }, () => words.splice(Math.floor(draw() * words.length), 1)[0]).join(' ');
  };
}

/** Milliseconds until an index that is being opened answers: a large one takes longer to open than a request waits. */
export async function untilFirstAnswer(client: Client): Promise<number> {
  const startedMs = performance.now();
  for (let tries = 0; tries < 10; tries++) {
    const isAnswered = await search(client, 'refresh token', 'LEXICAL').then(
      () => true,
      () => false,
    );
    if (isAnswered) return performance.now() - startedMs;
    await sleep(100);
  }
  throw new Error('ConHub does not open its index');
}
