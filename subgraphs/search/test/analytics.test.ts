import { userViewer } from '@conhub/testkit';
import { newId } from '@conhub/subgraph-kit';
import { expect, test } from 'vitest';
import { createAnalyticsCounter } from '../src/analytics/analytics-counter.ts';
import { openDatabase } from '@conhub/subgraph-kit/database';
import { definition } from '../src/index.ts';
import { ask, connected, start } from './running-search.ts';

const read = `{ organization { searchAnalytics(from: "2026-11-21T09:00:00.000Z", to: "2026-11-21T11:00:00.000Z") {
  searchCount withoutResultsCount isRecordingQueries p95Ms topQueries(first: 2) { query count } } } }`;
const record = 'mutation ($on: Boolean!) { setQueryRecording(input: { isEnabled: $on }) { isEnabled } }';

test('searches are counted by the hour; what was asked is kept only while the organization has chosen so', async () => {
  const running = await start();
  const { search } = running;
  const organizationId = newId('org');
  const owner = userViewer({ organizationId, scopes: ['search:read', 'analytics:read', 'organization:manage'] });
  const member = userViewer({ organizationId }, 'MEMBER');
  const database = await openDatabase({ ...definition, connection: running.connection });
  let now = new Date('2026-11-21T10:20:00.000Z');
  const counter = createAnalyticsCounter({ database, now: () => now });
  const searched = (query: string, hasResults = true, tookMs = 10) =>
    counter.searched({ organizationId, query, hasResults, tookMs, isFirstPage: true });
  const analytics = async () => (await ask(search, owner, read)).data.organization.searchAnalytics;
  searched('Secret plan');
  searched('nothing here', false, 90);
  await counter.flush();
  expect(await analytics()).toEqual({ searchCount: 2, withoutResultsCount: 1, isRecordingQueries: false, p95Ms: 120, topQueries: [] });
  expect((await ask(search, member, record, { on: true })).errors?.[0]?.message).toMatch(/needs the scope/);
  expect((await ask(search, member, read)).errors?.[0]?.message).toMatch(/needs the scope/);
  expect((await ask(search, owner, record, { on: true })).data.setQueryRecording).toEqual({ isEnabled: true });
  for (const query of ['Rotate  tokens', 'rotate tokens', 'wings', 'wings', 'wings', 'one']) searched(query);
  await counter.flush();
  expect(await analytics()).toMatchObject({
    searchCount: 8,
    isRecordingQueries: true,
    p95Ms: 120,
    topQueries: [
      { query: 'wings', count: 3 },
      { query: 'rotate tokens', count: 2 },
    ],
  });
  // Another organization's is its own; another hour is not in the span.
  const eve = userViewer({ organizationId: newId('org'), scopes: ['search:read', 'analytics:read'] });
  expect((await ask(search, eve, read)).data.organization.searchAnalytics).toMatchObject({ searchCount: 0, topQueries: [], p95Ms: 0 });
  now = new Date('2026-11-21T11:00:00.000Z');
  searched('later');
  await counter.flush();
  expect((await analytics()).searchCount).toBe(8);
  await ask(search, owner, record, { on: false });
  expect(await analytics()).toMatchObject({ isRecordingQueries: false, topQueries: [] });
  await ask(search, owner, record, { on: true });
  expect((await analytics()).topQueries).toEqual([]);
  // Each change is recorded with who made it; saying again what is so is none.
  await ask(search, owner, record, { on: true });
  const events = await database
    .system()
    .execute<{ payload: object; actor: object }[]>(
      `select payload, actor from search.events where type = 'search.query_recording.changed' order by position`,
    );
  expect(events).toEqual(
    [true, false, true].map((isEnabled) => ({ payload: { organizationId, isEnabled }, actor: { kind: 'user', id: owner.userId } })),
  );
  await database.close();
});

test('feedback is taken for what the giver may see, and for nothing else', async () => {
  const running = await start();
  const { search } = running;
  const { ann, bob, ids } = await connected(running);
  const give = 'mutation ($id: ID!, $kind: SearchFeedbackKind!) { recordSearchFeedback(input: { hitId: $id, kind: $kind }) { hitId } }';
  for (const kind of ['OPENED', 'HELPFUL', 'NOT_HELPFUL', 'NOT_HELPFUL'])
    expect((await ask(search, ann, give, { id: ids[0], kind })).data.recordSearchFeedback).toEqual({ hitId: ids[0] });
  const database = await openDatabase({ ...definition, connection: running.connection });
  const rows = await database.system().execute<{ kind: string }[]>('select kind from search.search_feedback order by kind');
  expect(rows.map((row) => row.kind)).toEqual(['NOT_HELPFUL', 'OPENED']);
  await database.close();
  for (const [who, id] of [
    [bob, ids[0]],
    [ann, newId('doc')],
  ] as const)
    expect((await ask(search, who, give, { id, kind: 'OPENED' })).errors?.[0]?.message).toMatch(/no such thing/);
});
