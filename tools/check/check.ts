/** One check of CI. `run` answers the faults it found, one sentence each; none means ok. */
export interface Check {
  readonly name: string;
  readonly run: (root: string) => Promise<readonly string[]>;
}
