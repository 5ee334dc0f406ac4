import type { Organization } from './organization.ts';
import { indexFull } from './stage/room.ts';

/**
 * Up to here one process has been measured (`bench scale`): passages of all its organizations together, because memory and the time of a
 * scan are theirs together. Above it everything goes on, and grows in proportion.
 */
export const passagesMeasured = 300_000;
/** Said again only after it was clearly below: not at each document that comes and goes. */
const clearlyBelow = 0.95;

export const indexLarge = 'INDEX_LARGE';

/** As a client is told; what to do is said by the resolvers, and in docs/errors.md. */
export interface IndexProblem {
  readonly code: typeof indexLarge | typeof indexFull;
  readonly message: string;
}

export interface Advice {
  /** Warns where a limit has been crossed since the last look. */
  look(): void;
  /** Of other organizations no more is told than that all together are many. */
  problemOf(organization: Organization): IndexProblem | null;
}

const counted = (count: number): string => count.toLocaleString('en-US');
const whatToDo =
  'leave out what nobody searches (exclude rules), give the process more memory, or split the sources over several ConHubs (docs/operations.md)';

export function createAdvice(
  opened: ReadonlyMap<string, Organization>,
  warn: (message: string) => void,
  passagesMax: number = passagesMeasured,
): Advice {
  let isLarge = false;
  const full = new Set<string>();
  const wordless = new Set<string>();
  const passages = (): number => {
    let sum = 0;
    for (const { vectors } of opened.values()) sum += vectors.liveRows;
    return sum;
  };

  return {
    look() {
      const held = passages();
      if (!isLarge && held > passagesMax) {
        isLarge = true;
        warn(`The index holds ${counted(held)} passages, more than the ${counted(passagesMax)} it has been measured with: ${whatToDo}`);
      } else if (held < passagesMax * clearlyBelow) isLarge = false;
      for (const id of full) if ((opened.get(id)?.full.size ?? 0) === 0) full.delete(id);
      for (const { id, words } of opened.values()) {
        if (words.lostCount === 0 || wordless.has(id)) continue;
        wordless.add(id);
        warn(`There is no room in memory for more words of ${id}: some documents are not found by some of theirs: ${whatToDo}`);
      }
      for (const { id, full: documents } of opened.values()) {
        if (documents.size === 0 || full.has(id)) continue;
        full.add(id);
        warn(
          `There is no room in memory for the vectors of ${counted(documents.size)} documents of ${id} or more, which are found by their words only: ${whatToDo}`,
        );
      }
    },
    problemOf({ full: documents }) {
      if (documents.size > 0)
        return {
          code: indexFull,
          message: `There is no room left in memory for the vectors of ${counted(documents.size)} documents, which are found by their words only`,
        };
      if (!isLarge) return null;
      return {
        code: indexLarge,
        message: `This ConHub holds more than ${counted(passagesMax)} passages, all organizations together: searches and starts take longer than they were measured to`,
      };
    },
  };
}
