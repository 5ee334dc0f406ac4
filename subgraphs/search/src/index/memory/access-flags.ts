/**
 * Who may see what, as one flag per access set and viewer: the check of a document is `visible[access[slot]]`. An access set that is
 * not known yet, and set 0, are visible to nobody.
 */
export interface AccessFlags {
  /** The dense index of a set; an unknown id gets one that is visible to nobody until the set is said. */
  indexOf(accessSetId: number): number;
  apply(accessSetId: number, everyone: boolean, userIds: readonly string[]): void;
  /** Flags by dense index. `userId` null: only what everyone in the organization may see. Valid until the next call. */
  visibleTo(userId: string | null): Uint8Array;
  readonly setCount: number;
}

const viewersMax = 500;

export function createAccessFlags(): AccessFlags {
  const indexes = new Map<number, number>([[0, 0]]);
  const everyoneOf: boolean[] = [false];
  const membersOf: ReadonlySet<string>[] = [new Set()];
  // Least recently used first.
  const viewers = new Map<string, Uint8Array>();

  function indexOf(accessSetId: number): number {
    const known = indexes.get(accessSetId);
    if (known !== undefined) return known;
    const index = everyoneOf.length;
    indexes.set(accessSetId, index);
    everyoneOf.push(false);
    membersOf.push(new Set());
    return index;
  }

  const isVisible = (index: number, userId: string): boolean =>
    everyoneOf[index] === true || (userId !== '' && membersOf[index]?.has(userId) === true);

  function flagsFor(userId: string, from: Uint8Array | undefined): Uint8Array {
    const flags = new Uint8Array(Math.max(64, everyoneOf.length * 2));
    if (from !== undefined) flags.set(from);
    else for (let index = 1; index < everyoneOf.length; index++) if (isVisible(index, userId)) flags[index] = 1;
    return flags;
  }

  return {
    indexOf,
    apply(accessSetId, everyone, userIds) {
      if (accessSetId === 0) return;
      const index = indexOf(accessSetId);
      everyoneOf[index] = everyone;
      membersOf[index] = new Set(userIds);
      for (const [userId, flags] of viewers) {
        if (index < flags.length) flags[index] = isVisible(index, userId) ? 1 : 0;
        else viewers.delete(userId);
      }
    },
    visibleTo(userId) {
      const key = userId ?? '';
      let flags = viewers.get(key);
      // A set that came after the flags were made and has not been said since is invisible, which is what a missing flag means.
      if (flags === undefined || flags.length < everyoneOf.length) flags = flagsFor(key, flags);
      viewers.delete(key);
      viewers.set(key, flags);
      if (viewers.size > viewersMax) viewers.delete(viewers.keys().next().value as string);
      return flags;
    },
    get setCount() {
      return everyoneOf.length - 1;
    },
  };
}
