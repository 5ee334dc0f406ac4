/** What each person asked lately, in memory only: no query is written down, a restart forgets, nobody sees another's. */
export interface RecentSearches {
  remember(organizationId: string, userId: string, query: string): void;
  /** The newest first. */
  beginning(organizationId: string, userId: string, beginning: string, count: number): string[];
  forget(organizationId: string, userId: string | null): void;
}

const peopleMax = 1_000;
const queriesMax = 50;

export function createRecentSearches(): RecentSearches {
  // Least recently active first; each person's queries oldest first.
  const people = new Map<string, string[]>();
  return {
    remember(organizationId, userId, query) {
      const key = `${organizationId}/${userId}`;
      const known = people.get(key) ?? [];
      people.delete(key);
      people.set(key, [...known.filter((each) => each !== query), query].slice(-queriesMax));
      if (people.size > peopleMax) people.delete(people.keys().next().value as string);
    },
    beginning(organizationId, userId, beginning, count) {
      const wanted = beginning.toLowerCase();
      const known = people.get(`${organizationId}/${userId}`) ?? [];
      return known
        .filter((query) => query.toLowerCase().startsWith(wanted) && query.length > beginning.length)
        .toReversed()
        .slice(0, Math.max(0, count));
    },
    forget(organizationId, userId) {
      if (userId !== null) people.delete(`${organizationId}/${userId}`);
      else for (const key of people.keys()) if (key.startsWith(`${organizationId}/`)) people.delete(key);
    },
  };
}
