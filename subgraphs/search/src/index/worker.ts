import { parentPort, workerData } from 'node:worker_threads';
import { createChunker } from '../chunking/chunker.ts';
import { createAdvice } from './advice.ts';
import type { FactBatch, LogPosition } from './facts.ts';
import { startIndexing } from './indexing.ts';
import type { Organization } from './organization.ts';
import { type IndexFolder, openOrganizations } from './organizations.ts';
import { type Port, createPeer } from './peer.ts';
import { type FacetRequest, facetsOf } from './ranking/facets.ts';
import { relatedTo } from './ranking/related.ts';
import type { VectorQuery } from './ranking/search.ts';
import { searchOrganization } from './ranking/search.ts';
import { suggestFor } from './ranking/suggest.ts';
import { type StartSpace, cancelSpace, markTold, startSpace, untoldSwitch } from '../spaces/change-space.ts';
import { modelsUsed, spacesOf } from '../spaces/space-report.ts';
import { type Checkpoint, type IndexState, digestOfSource, freshnessOf, indexingOf, progressOf, statisticsOf } from './reports.ts';

// The thread that owns every index file: search-index.ts asks, this answers; texts and vectors are asked for the other way.
const port = parentPort as unknown as Port;
const indexFolder = workerData as IndexFolder;
const organizations = openOrganizations(indexFolder);
const advice = createAdvice(organizations.opened, (message) => tell('warn', message), indexFolder.passagesMax);

let isStopping = false;

const peer = createPeer(port, {
  start() {
    // Not waited for: what is asked of an organization opens it, and reading a large index takes seconds.
    const opening = organizations.openEach((message) => tell('warn', message));
    const step = (): void => {
      if (isStopping) return;
      // One a turn: what is asked meanwhile is answered in between.
      if (opening.next().done !== true) {
        setImmediate(step);
        return;
      }
      indexing.wake();
      for (const organization of organizations.opened.values())
        if (untoldSwitch(organization)) tellSwitched(organization.id, organization.modelId);
    };
    setImmediate(step);
  },
  apply(batch: FactBatch) {
    organizations.apply(batch);
    indexing.wake();
  },
  cursor: (producer: string, lane: string) => organizations.cursor(producer, lane),
  park(producer: string, lane: string, aggregateId: string, event: string, error: string, next: LogPosition) {
    organizations.park(producer, lane, aggregateId, event, error, next);
  },
  parked: (aggregateIds: readonly string[]) => organizations.parked(aggregateIds),
  removeOrganization: (organizationId: string) => organizations.remove(organizationId),
  search(query: VectorQuery & { readonly vectorModelId: string }) {
    const organization = organizations.find(query.organizationId);
    if (organization === null) return null;
    // Its space has been switched since the query got its vector: a vector is compared with those of its own model only.
    if (query.vector !== null && query.vectorModelId !== organization.modelId) return { servingModelId: organization.modelId };
    return searchOrganization(organization, query);
  },
  digest: of((organization, sourceId: string) => digestOfSource(organization, sourceId)),
  progress: of((organization, sourceId: string) => progressOf(organization, sourceId)),
  freshness: of((organization, sourceId: string, checkpoint: Checkpoint | null) => freshnessOf(organization, sourceId, checkpoint)),
  documentIndexing: of((organization, userId: string | null, documentIds: readonly string[]) =>
    indexingOf(organization, userId, documentIds),
  ),
  facets: of((organization, request: FacetRequest) => facetsOf(organization, request)),
  related: of(relatedTo),
  suggest: of(suggestFor),
  statistics: of((organization): IndexState => ({ ...statisticsOf(organization), problem: advice.problemOf(organization) })),
  servingModel: of((organization) => organization.modelId),
  spaces: of(spacesOf),
  startSpace: of((organization, start: StartSpace) => {
    const refusal = startSpace(organization, start);
    indexing.wake();
    if (refusal === null && untoldSwitch(organization)) tellSwitched(organization.id, organization.modelId);
    return refusal;
  }),
  cancelSpace: of((organization, modelId: string) => {
    const refusal = cancelSpace(organization, modelId);
    indexing.wake();
    return refusal;
  }),
  modelsUsed: () => [...new Set([...organizations.opened.values()].flatMap(modelsUsed))],
  check: () => indexing.embedProblem(),
  async stop() {
    isStopping = true;
    clearInterval(telling);
    await Promise.all([chunker.stop(), indexing.stop()]);
    organizations.close();
  },
});

/** Nobody waits for it, and nothing ends because it was not heard. */
function tell(name: string, ...input: readonly unknown[]): void {
  peer.call(name, ...input).catch(() => {});
}

/** Until it is heard: it belongs in the organization's log, also when this process is killed in between. */
function tellSwitched(organizationId: string, modelId: string): void {
  peer.call('switched', organizationId, modelId).then(
    () => {
      const organization = organizations.opened.get(organizationId);
      if (organization?.modelId === modelId) markTold(organization);
    },
    () => {},
  );
}

function of<Input extends readonly unknown[], Result>(report: (organization: Organization, ...input: Input) => Result) {
  return (organizationId: string, ...input: Input): Result | null => {
    const organization = organizations.find(organizationId);
    return organization === null ? null : report(organization, ...input);
  };
}

const chunker = createChunker((message) => tell('warn', message));
const indexing = startIndexing({
  organizations,
  chunk: chunker.chunk,
  readText: (organizationId, textHash) => peer.call('readText', organizationId, textHash) as Promise<string | null>,
  embed: (organizationId, texts, modelId) => peer.call('embed', organizationId, texts, modelId) as Promise<readonly Float32Array[]>,
  onSwitched: tellSwitched,
  warn: (message) => tell('warn', message),
});

/** What has changed is told together, a few times a second; the receiver thins it out further. */
const tellEveryMs = 200;
const telling = setInterval(() => {
  advice.look();
  for (const organization of organizations.opened.values()) {
    if (organization.touched.size === 0) continue;
    const sourceIds = [...organization.touched];
    organization.touched.clear();
    tell('changed', organization.id, sourceIds);
  }
}, tellEveryMs);
