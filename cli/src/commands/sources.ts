import type { Command } from 'commander';
import { usage } from '../failure.ts';
import {
  CancelSyncDocument,
  ConfirmDeletionsDocument,
  RemoveSourceDocument,
  RetryDocumentsDocument,
  SourceFailuresDocument,
  StartSyncDocument,
} from '../generated/operations.generated.ts';
import { columns, count, plain, plural, told } from '../output/words.ts';
import { addFolder } from './add-folder.ts';
import { allSources, findSource } from './find-source.ts';
import { followSync } from './follow-sync.ts';
import { absent, invocationOf, refused } from './invocation.ts';
import { stateOf } from './source-state.ts';

export function registerSourceCommands(program: Command): void {
  program
    .command('add')
    .description('Connect a folder, and follow it until its documents are searchable')
    .argument('<folder>', 'a directory of the machine ConHub runs on')
    .option('--organization-wide', 'let every member of the organization see it, instead of you alone')
    .option('--no-wait', 'do not wait until it is searchable')
    .action(async (folder: string, flags: { organizationWide?: boolean; wait: boolean }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const added = await addFolder(hub(), folder, flags.organizationWide === true ? 'ORGANIZATION' : null);
      printer.json(added.data);
      printer.line(
        added.wasThere
          ? `${plain(added.path)} is a source already (${added.sourceId})`
          : `Added ${plain(added.path)} as ${plain(added.name)} (${added.sourceId})`,
      );
      if (flags.wait && !added.wasThere) await followSync(hub().client, printer, added.sourceId, added.runId);
    });

  program
    .command('sources')
    .description('List the sources you may see, and how fresh they are')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const sources = await allSources(hub().client);
      printer.json({ organization: { sources: { totalCount: sources.length, nodes: sources } } });
      if (sources.length === 0) printer.line('There is no source yet. Add one: conhub add FOLDER');
      for (const line of columns(
        sources.map((source) => [
          printer.bold(plain(source.name)),
          stateOf(source),
          `${count(source.checkpoint.documentCount)} documents`,
          source.visibility.toLowerCase(),
          printer.dim(`${source.id}  ${plain(source.path)}`),
        ]),
      )) {
        printer.line(line);
      }
      for (const { name, problem } of sources) {
        if (problem) printer.line(`  ${printer.yellow('!')} ${plain(name)}: ${told(problem)}`);
      }
    });

  program
    .command('remove')
    .description('Remove a source: its documents leave the index at once')
    .argument('<source>', 'its id, name or path')
    .action(async (wanted: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const source = await findSource(hub().client, wanted);
      const data = await hub().client.execute(RemoveSourceDocument, { input: { sourceId: source.id } });
      if (data.removeSource === null) throw absent('source');
      printer.json(data);
      printer.line(`Removed ${plain(source.name)}`);
    });

  program
    .command('sync')
    .description('Read a source again, or all of them, and follow it')
    .argument('[source]', 'its id, name or path; all you manage when left out')
    .option('--full', 'compare every file instead of what has changed')
    .option('--no-wait', 'do not wait until it is searchable')
    .action(async (wanted: string | undefined, flags: { full?: boolean; wait: boolean }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const sources =
        wanted === undefined
          ? (await allSources(client)).filter((source) => source.viewerCanManage && source.kind !== 'BUILT_IN')
          : [await findSource(client, wanted)];
      if (sources.length === 0) printer.line('There is no source to sync. Add one: conhub add FOLDER');
      for (const source of sources) {
        const data = await client.execute(StartSyncDocument, { input: { sourceId: source.id, isFull: flags.full === true } });
        const result = data.startSync;
        if (result?.__typename !== 'StartSyncPayload') throw refused(data, result as never);
        printer.json(data);
        if (result.wasAlreadyRunning) printer.line(`${plain(source.name)} is being read already`);
        if (flags.wait) await followSync(client, printer, source.id, result.syncRuns[0]?.id ?? null);
      }
    });

  program
    .command('cancel')
    .description('Cancel the running sync of a source; what it has read stays')
    .argument('<source>', 'its id, name or path')
    .action(async (wanted: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const source = await findSource(hub().client, wanted);
      if (source.currentSync === null) throw usage(`${source.name} is not being read`);
      const data = await hub().client.execute(CancelSyncDocument, { input: { syncRunId: source.currentSync.id } });
      if (data.cancelSync === null) throw absent('sync');
      printer.json(data);
      printer.line(`Cancelled the sync of ${plain(source.name)}`);
    });

  program
    .command('retry')
    .description('List the documents of a source that could not be read, and try them again')
    .argument('<source>', 'its id, name or path')
    .option('--list', 'list them only')
    .action(async (wanted: string, flags: { list?: boolean }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const source = await findSource(client, wanted);
      const listed = await client.execute(SourceFailuresDocument, { id: source.id, first: 100 });
      for (const { path, problem } of listed.source?.failures?.nodes ?? []) printer.line(`  ${plain(path)}: ${told(problem)}`);
      if (flags.list === true) {
        printer.json(listed);
        return;
      }
      const data = await client.execute(RetryDocumentsDocument, { input: { sourceId: source.id } });
      if (data.retryDocuments === null) throw absent('source');
      printer.json(data);
      printer.line(`Trying ${plural(data.retryDocuments.retriedCount, 'document')} of ${plain(source.name)} again`);
    });

  program
    .command('confirm')
    .description('Confirm (or with --keep refuse) deletions that were so many that they wait for a person')
    .argument('<source>', 'its id, name or path')
    .option('--keep', 'keep the documents')
    .action(async (wanted: string, flags: { keep?: boolean }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const source = await findSource(hub().client, wanted);
      if (source.pendingDeletions === null) throw usage(`No deletions of ${source.name} are waiting`);
      const { token, count: waiting } = source.pendingDeletions;
      const data = await hub().client.execute(ConfirmDeletionsDocument, {
        input: { sourceId: source.id, token, isConfirmed: flags.keep !== true },
      });
      if (data.confirmDeletions === null) throw absent('source');
      printer.json(data);
      printer.line(
        flags.keep === true
          ? `Kept ${plural(waiting, 'document')} of ${plain(source.name)}`
          : `Deleted ${plural(waiting, 'document')} of ${plain(source.name)}`,
      );
    });
}
