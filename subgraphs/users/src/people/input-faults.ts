import { BadUserInputError, type FieldFault } from '@conhub/subgraph-kit';

/** All faults of an input at once. */
export function refuseFaults(faults: readonly (FieldFault | null)[]): void {
  const found = faults.filter((fault) => fault !== null);
  if (found.length > 0) throw new BadUserInputError(found);
}
