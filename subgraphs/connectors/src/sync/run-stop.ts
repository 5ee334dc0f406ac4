import type { LimitReached } from '@conhub/subgraph-kit';
import type { Problem } from '../problems.ts';

/** Ends a run from within: thrown by the engine's parts, turned into the run's state in one place. */
export class RunStop extends Error {
  readonly outcome: 'CANCELLED' | 'FAILED' | 'WAITING';
  readonly problem: Problem | null;
  /** The limit that does not allow it, where that is why. */
  readonly reached: LimitReached | null;

  constructor(outcome: 'CANCELLED' | 'FAILED' | 'WAITING', problem: Problem | null, reached: LimitReached | null = null) {
    super(problem?.message ?? outcome);
    this.name = 'RunStop';
    this.outcome = outcome;
    this.problem = problem;
    this.reached = reached;
  }
}
