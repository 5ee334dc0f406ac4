import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph, printSchema as printFederatedSchema } from '@apollo/federation-internals';
import { parse, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { describeBoilerplate } from '@conhub/subgraph-kit/graphql';
import { nodeSubgraph } from './node-subgraph.ts';
import { readSupergraphConfig } from './supergraph-config.ts';

/** The one subgraph that nobody writes: its file is an output. */
export const routerSubgraph = 'router';

export interface SubgraphDocument {
  readonly name: string;
  readonly url: string;
  readonly file: string;
  readonly document: DocumentNode;
}

export interface Composition {
  readonly subgraphs: readonly SubgraphDocument[];
  /** `schema/router/node.graphql` */
  readonly node: string;
  /** `schema/supergraph.graphql`: what the router runs. */
  readonly supergraph: string;
  /** `schema/api.graphql`: what clients see. */
  readonly api: string;
}

export class CompositionError extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'CompositionError';
  }
}

/** The subgraphs as they are written, the router's generated one included. */
export function readSubgraphs(root: string): readonly SubgraphDocument[] {
  const sources = readSupergraphConfig(root);
  const written = sources
    .filter((source) => source.name !== routerSubgraph)
    .map((source) => ({ ...source, document: parse(readFileSync(path.join(root, source.file), 'utf8')) }));
  const node = parse(nodeSubgraph(written.map((source) => source.document)));
  return sources.map((source) => written.find((other) => other.name === source.name) ?? { ...source, document: node });
}

/**
 * Composes the subgraphs of `supergraph.yaml` with @apollo/composition. Hints are errors: each says that two subgraphs disagree about
 * something. The same files give the same bytes.
 */
export function composeSupergraph(root: string): Composition {
  const subgraphs = readSubgraphs(root);
  const result = composeServices(subgraphs.map(({ name, url, document }) => ({ name, url, typeDefs: describeBoilerplate(document) })));
  if (result.errors !== undefined && result.errors.length > 0) throw new CompositionError(result.errors.map((error) => error.message));
  if (result.supergraphSdl === undefined) throw new CompositionError(['Composition gave no supergraph']);
  if (result.hints !== undefined && result.hints.length > 0)
    throw new CompositionError(result.hints.map((hint) => `hint: ${String(hint)}`));
  const api = Supergraph.build(result.supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }).apiSchema();
  return {
    subgraphs,
    node: nodeSubgraph(subgraphs.filter(({ name }) => name !== routerSubgraph).map(({ document }) => document)),
    supergraph: `${result.supergraphSdl.trimEnd()}\n`,
    api: `${print(parse(printFederatedSchema(api)))}\n`,
  };
}
