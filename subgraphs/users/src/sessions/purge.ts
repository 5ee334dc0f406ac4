import type { Services } from '../services.ts';
import { idleTimeoutMs } from './lifetimes.ts';

const dayMs = 24 * 60 * 60_000;
/** Ended sessions stay as long as somebody may ask about them; that they were there is audit's to keep. */
const keptMs = 30 * dayMs;

/** Deletes what nothing can use any more: dead sessions with their tokens, used links, old locks. */
export async function purge({ database, now }: Pick<Services, 'database' | 'now'>): Promise<void> {
  const em = database.system();
  const time = now();
  const kept = new Date(time.getTime() - keptMs);
  await em.execute(
    `delete from users.refresh_tokens where session_id in
       (select id from users.sessions where ended_at is not null or expires_at < ? or last_seen_at < ?)`,
    [time, new Date(time.getTime() - idleTimeoutMs)],
  );
  await em.execute('delete from users.sessions where ended_at < ? or expires_at < ? or last_seen_at < ?', [
    kept,
    kept,
    new Date(kept.getTime() - idleTimeoutMs),
  ]);
  await em.execute('delete from users.one_time_links where expires_at < ?', [time]);
  await em.execute('delete from users.sign_in_locks where window_started_at < ? and (locked_until is null or locked_until < ?)', [
    new Date(time.getTime() - dayMs),
    time,
  ]);
}
