import { z } from 'zod';
import { missingSettings } from '../accounts/connect-account.ts';
import { connectorContext, readContainers } from '../accounts/read-containers.ts';
import { canManageAccount, canReadContainers } from '../accounts/account.policy.ts';
import { problem } from '../problems.ts';
import { listSources } from '../sources/list-sources.ts';
import type { ConnectedAccountResolvers, ContainerResolvers, ProviderResolvers } from './types.generated.ts';
import { known } from './queries.ts';

export const Provider: ProviderResolvers = {
  __resolveReference: ({ key }, { services }) => services.providers.get(key) ?? null,
  key: ({ spec }) => spec.key,
  displayName: ({ spec }) => spec.displayName,
  category: ({ spec }) => spec.category,
  capabilities: ({ spec }) => [...spec.capabilities],
  authMethods: ({ spec }) => [...spec.authMethods],
  isConfigured: async ({ spec }, _args, context) => (await missingSettings(context, spec.key)).length === 0,
  configuration: ({ spec }) => {
    const { $schema: _dialect, ...schema } = z.toJSONSchema(spec.config, { io: 'input' });
    return schema;
  },
};

export const ConnectedAccount: ConnectedAccountResolvers = {
  __resolveReference: async ({ id }, { visibility }) =>
    known('acc', id) ? ((await visibility()).accounts.get(id)?.account ?? null) : null,
  provider: ({ providerKey }, _args, { services }) => {
    const provider = services.providers.get(providerKey);
    if (provider === undefined) throw new Error(`There is no provider ${providerKey}`);
    return provider;
  },
  owner: ({ ownerId }) => (ownerId ? { __typename: 'User', id: ownerId } : null),
  problem: ({ problemCode }) => (problemCode ? problem(problemCode) : null),
  capabilities: async (account, _args, context) => {
    const { connector, ctx } = connectorContext(context, account);
    return [...(await connector.check(ctx))];
  },
  containers: async (account, args, context) => {
    if (!canReadContainers(context.viewer, account)) return null;
    const page = await readContainers(context, account, args);
    const within = <T extends object>(container: T) => ({ ...container, accountId: account.id });
    return {
      ...page,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: within(node) })),
      nodes: page.nodes.map(within),
    } as never;
  },
  sources: (account, args, context) => listSources(context, { ...args, filter: { accountId: account.id } }) as never,
  lastSync: async (account, _args, context) => {
    const sources = [...(await context.visibility()).sources.values()].filter((entry) => entry.account.id === account.id);
    const runs = (await context.newestRuns.loadMany(sources.map(({ source }) => source.id))).flatMap((run) =>
      run === null || run instanceof Error ? [] : [run],
    );
    return runs.toSorted((a, b) => b.run.queuedAt.getTime() - a.run.queuedAt.getTime())[0] ?? null;
  },
  viewerCanManage: (account, _args, { viewer }) => canManageAccount(viewer, account),
};

export const Container: ContainerResolvers = {
  source: async ({ id, accountId }, _args, { visibility }) =>
    [...(await visibility()).sources.values()].find(
      ({ source, mayRead }) => mayRead && source.accountId === accountId && source.containerId === id,
    ) ?? null,
};
