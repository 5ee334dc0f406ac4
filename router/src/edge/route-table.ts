import type { SubgraphRoute } from '@conhub/subgraph-kit';

interface RouteTable {
  /** The route, `null` where no path fits, `other-method` where only the method does not. */
  find(method: string, path: string): SubgraphRoute | 'other-method' | null;
}

/** Routes of subgraphs by exact path; one that ends in `/*` takes everything below. Throws where two claim the same. */
export function routeTable(routes: readonly SubgraphRoute[]): RouteTable {
  const taken = new Set<string>();
  for (const { method, path } of routes) {
    const key = `${method} ${path}`;
    if (taken.has(key)) throw new Error(`Two subgraphs claim ${key}`);
    taken.add(key);
  }
  const fits = (route: SubgraphRoute, path: string): boolean =>
    route.path.endsWith('/*') ? path.startsWith(route.path.slice(0, -1)) : route.path === path;
  return {
    find(method, path) {
      const fitting = routes.filter((route) => fits(route, path));
      return fitting.find((route) => route.method === method) ?? (fitting.length > 0 ? 'other-method' : null);
    },
  };
}
