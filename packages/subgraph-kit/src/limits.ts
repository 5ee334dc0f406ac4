/** Quotas: the owner of the thing counts and refuses, in its own transaction. Billing owns limits and money. */
export const quotaKeys = ['MEMBERS', 'SOURCES', 'DOCUMENTS', 'STORAGE_BYTES', 'SEARCHES', 'EMBEDDED_TOKENS', 'API_REQUESTS'] as const;
export type QuotaKey = (typeof quotaKeys)[number];

/** Limits by key; null is unlimited. */
export type PlanLimits = Readonly<Record<QuotaKey, number | null>>;

/** The plan before billing has said anything: generous, since a self-hosted hub runs on its owner's machine. */
export const freePlan: PlanLimits = {
  MEMBERS: 100,
  SOURCES: 200,
  DOCUMENTS: 1_000_000,
  STORAGE_BYTES: 200 * 2 ** 30,
  SEARCHES: null,
  EMBEDDED_TOKENS: null,
  API_REQUESTS: null,
};

/** The answer to a request over a limit; GraphQL's `LimitReached`. */
export interface LimitReached {
  readonly __typename: 'LimitReached';
  readonly message: string;
  readonly limit: number;
  readonly used: number;
  readonly resetsAt: Date | null;
}

const nouns: Readonly<Record<QuotaKey, string>> = {
  MEMBERS: 'members',
  SOURCES: 'sources',
  DOCUMENTS: 'documents',
  STORAGE_BYTES: 'bytes of storage',
  SEARCHES: 'searches this hour',
  EMBEDDED_TOKENS: 'embedded tokens this hour',
  API_REQUESTS: 'requests this hour',
};

/**
 * Whether `add` more fit. `used` is counted by the caller, in the transaction of the change, behind a lock where two
 * requests could both be the last that fits.
 */
export function withinLimit(
  limits: PlanLimits,
  key: QuotaKey,
  used: number,
  add: number,
  resetsAt: Date | null = null,
): LimitReached | null {
  const limit = limits[key];
  if (limit === null || used + add <= limit) return null;
  return { __typename: 'LimitReached', message: `The plan allows ${limit} ${nouns[key]}, and ${used} are in use`, limit, used, resetsAt };
}
