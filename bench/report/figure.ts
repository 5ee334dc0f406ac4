/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** For example `ms`, `documents/s`; empty for counts, shares and ratios. */
  readonly unit: string;
  /** What it must reach or stay under; null where there is no such promise. */
  readonly limit: Limit | null;
  /** Null without a limit. */
  readonly holds: boolean | null;
}

export interface Limit {
  readonly relation: '>=' | '<=' | '<';
  readonly value: number;
}

export interface Report {
  readonly bench: string;
  readonly figures: readonly Figure[];
}

export const atLeast = (value: number): Limit => ({ relation: '>=', value });
export const atMost = (value: number): Limit => ({ relation: '<=', value });
export const below = (value: number): Limit => ({ relation: '<', value });

export function figure(name: string, value: number, unit = '', limit: Limit | null = null): Figure {
  return { name, value, unit, limit, holds: limit === null ? null : satisfies(value, limit) };
}

function satisfies(value: number, limit: Limit): boolean {
  if (limit.relation === '>=') return value >= limit.value;
  return limit.relation === '<=' ? value <= limit.value : value < limit.value;
}
