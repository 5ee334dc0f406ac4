/** A span of addresses, handed out in regions of any size; what is given back joins its free neighbours, so that another size can have it. */
export interface Regions {
  /** The lowest that is large enough; null: there is none. */
  take(bytes: number): number | null;
  giveBack(at: number, bytes: number): void;
  /** How many regions of this size could be taken. */
  count(bytes: number): number;
}

/** All addresses and sizes are multiples of a cache line. */
const alignment = 64;
export const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** Few regions are free at a time, so they stand in a plain list, in the order of their addresses. */
export function createRegions(begin: number, end: number): Regions {
  const free = [{ at: begin, bytes: Math.max(0, end - begin) }];
  return {
    take(wanted) {
      const bytes = aligned(wanted);
      const place = free.findIndex((region) => region.bytes >= bytes);
      const region = free[place];
      if (region === undefined) return null;
      const { at } = region;
      if (region.bytes === bytes) free.splice(place, 1);
      else free[place] = { at: at + bytes, bytes: region.bytes - bytes };
      return at;
    },
    giveBack(at, given) {
      const bytes = aligned(given);
      const next = free.findIndex((region) => region.at > at);
      const place = next < 0 ? free.length : next;
      const [before, after] = [free[place - 1], free[place]];
      const joinsBefore = before !== undefined && before.at + before.bytes === at;
      const joinsAfter = after !== undefined && at + bytes === after.at;
      const first = joinsBefore ? before.at : at;
      const last = joinsAfter ? after.at + after.bytes : at + bytes;
      free.splice(place - (joinsBefore ? 1 : 0), (joinsBefore ? 1 : 0) + (joinsAfter ? 1 : 0), { at: first, bytes: last - first });
    },
    count: (bytes) => free.reduce((sum, region) => sum + Math.floor(region.bytes / aligned(bytes)), 0),
  };
}
