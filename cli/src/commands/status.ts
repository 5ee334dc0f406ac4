import { statfsSync } from 'node:fs';
import type { Command } from 'commander';
import { StatusDocument } from '../generated/operations.generated.ts';
import { bytes, columns, count, plain, told } from '../output/words.ts';
import { invocationOf } from './invocation.ts';
import { stateOf } from './source-state.ts';

/** What only the machine itself knows. */
interface Installation {
  readonly dataFolder: string;
  readonly folderRoots: readonly string[];
  readonly version: string;
}

export function registerStatusCommand(program: Command): void {
  program
    .command('status')
    .description('Sources, counts, indexing, folder roots, disk')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client, anonymous, operatorToken } = hub();
      const data = await client.execute(StatusDocument, { first: 100 });
      const installation =
        operatorToken === null ? null : await anonymous.post<Installation>('/operator/installation', { token: operatorToken });
      printer.json({
        ...data,
        ...(installation === null ? {} : { installation: { ...installation, ...diskOf(installation.dataFolder) } }),
      });
      const { viewer, organization, embeddingModels } = data;
      printer.line(
        `${printer.bold('ConHub')} at ${client.url.origin}, as ${plain(viewer?.user?.displayName ?? 'a key')}${organization === null ? '' : ` of ${plain(viewer?.organization?.name ?? '')}`}`,
      );
      const index = organization?.searchIndex;
      if (index)
        printer.line(
          `Index: ${count(index.documentCount)} documents, ${count(index.chunkCount)} chunks, ${bytes(index.sizeBytes)}${index.model ? `, ${index.model.name} (${index.model.dimension} dimensions)` : ''}`,
        );
      if (index?.problem) printer.line(printer.yellow(`! ${told(index.problem)}`));
      // The default alone: another is loaded when an index needs it.
      for (const model of (embeddingModels ?? []).slice(0, 1))
        if (!model.isLoaded) printer.line(printer.yellow(`! The model ${plain(model.name)} is not loaded: search goes on by word alone`));
      const sources = organization?.sources?.nodes ?? [];
      printer.line(`Sources: ${organization?.sources?.totalCount ?? sources.length}`);
      for (const line of columns(
        sources.map((source) => [
          `  ${plain(source.name)}`,
          stateOf(source),
          `${count(source.checkpoint.documentCount)} documents`,
          `${count(source.indexing?.indexed ?? 0)} searchable`,
          `${count(source.indexing?.pending ?? 0)} pending`,
          `${count(source.indexing?.failed ?? 0)} failed`,
          freshnessOf(source.freshness),
          printer.dim(plain(source.path)),
        ]),
      ))
        printer.line(line);
      if (installation !== null) {
        printer.line(`Folder roots: ${installation.folderRoots.map(plain).join(', ') || 'none'}`);
        const disk = diskOf(installation.dataFolder);
        printer.line(`Data: ${installation.dataFolder}${disk.freeBytes === null ? '' : `, ${bytes(disk.freeBytes)} free`}`);
      }
    });
}

function diskOf(folder: string): { freeBytes: number | null } {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return { freeBytes: bavail * bsize };
  } catch {
    return { freeBytes: null };
  }
}

/** Whether search holds all of a source: certified, or how much is missing. */
function freshnessOf(
  freshness: { readonly status: string; readonly missingEstimate: number; readonly certificate: string | null } | null,
): string {
  if (freshness === null) return '';
  if (freshness.certificate !== null) return 'complete';
  const word = freshness.status.toLowerCase().replaceAll('_', ' ');
  return freshness.missingEstimate === 0 ? word : `${word}, ${count(freshness.missingEstimate)} missing`;
}
