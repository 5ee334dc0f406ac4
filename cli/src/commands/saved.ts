import type { Command } from 'commander';
import {
  DeleteSavedSearchDocument,
  RelatedDocument,
  SaveSearchDocument,
  SavedSearchesDocument,
} from '../generated/operations.generated.ts';
import { columns, plain } from '../output/words.ts';
import { absent, invocationOf, refused } from './invocation.ts';

/** `related`, and searches that are kept under a name. */
export function registerSavedCommands(program: Command): void {
  program
    .command('related')
    .description('Documents near in meaning to a document')
    .argument('<document>', 'its id (doc_…), as search prints it')
    .action(async (id: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const data = await hub().client.execute(RelatedDocument, { id, first: 10 });
      if (data.document === null) throw absent('document');
      printer.json(data);
      const related = data.document.related ?? [];
      if (related.length === 0) printer.line('Nothing is near to it.');
      for (const { score, document } of related)
        if (document !== null)
          printer.line(
            `${printer.bold(plain(document.title))}  ${printer.dim(`${plain(document.path)} · ${score.toFixed(3)} · ${document.id}`)}`,
          );
    });

  const saved = program.command('saved').description('Searches kept under a name');
  saved
    .command('list', { isDefault: true })
    .description('Yours, and those that are shared')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const data = await hub().client.execute(SavedSearchesDocument, { first: 100 });
      printer.json(data);
      const nodes = data.organization?.savedSearches?.nodes ?? [];
      if (nodes.length === 0) printer.line('No search is saved.');
      for (const line of columns(
        nodes.map(({ id, name, query, isShared, owner }) => [
          plain(name),
          plain(query),
          isShared ? `shared by ${plain(owner?.displayName ?? 'somebody')}` : '',
          printer.dim(id),
        ]),
      ))
        printer.line(line);
    });
  saved
    .command('add')
    .description('Keep a search')
    .argument('<name>', 'what to call it')
    .argument('<query...>', 'the query, as search takes it')
    .option('--shared', 'everybody in the organization sees it')
    .action(async (name: string, words: string[], flags: { shared?: boolean }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const data = await hub().client.execute(SaveSearchDocument, {
        input: { name, query: words.join(' '), isShared: flags.shared === true },
      });
      if (data.saveSearch?.__typename !== 'SaveSearchPayload') throw refused(data, data.saveSearch);
      printer.json(data);
      printer.line(`Saved as ${printer.bold(plain(data.saveSearch.savedSearch.name))}  ${printer.dim(data.saveSearch.savedSearch.id)}`);
    });
  saved
    .command('remove')
    .description('Delete a saved search of yours')
    .argument('<id>', 'its id (sav_…)')
    .action(async (id: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const data = await hub().client.execute(DeleteSavedSearchDocument, { input: { savedSearchId: id } });
      if (data.deleteSavedSearch === null) throw absent('saved search');
      printer.json(data);
      printer.line('Deleted.');
    });
}
