import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

const configSchema = z.object({
  federation_version: z.string(),
  subgraphs: z.record(z.string(), z.object({ routing_url: z.url(), schema: z.object({ file: z.string() }) })),
});

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  /** Relative to the repository's root. */
  readonly file: string;
}

/** Reads `supergraph.yaml`: rover's format, of which only schema files are supported. */
export function readSupergraphConfig(root: string): readonly SubgraphSource[] {
  const config = configSchema.parse(parseYaml(readFileSync(path.join(root, 'supergraph.yaml'), 'utf8')));
  return Object.entries(config.subgraphs).map(([name, { routing_url, schema }]) => ({ name, url: routing_url, file: schema.file }));
}
