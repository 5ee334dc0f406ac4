import { text as textOf } from 'node:stream/consumers';
import type { Command } from 'commander';
import { usage } from '../failure.ts';
import { CreateNoteDocument, DeleteNoteDocument, UpdateNoteDocument } from '../generated/operations.generated.ts';
import { plain } from '../output/words.ts';
import { absent, invocationOf } from './invocation.ts';

interface NoteFlags {
  readonly title?: string;
  readonly organizationWide?: boolean;
  readonly edit?: string;
  readonly remove?: string;
}

const titleMax = 80;

/** `note`: what is to be remembered, written, changed or deleted. */
export function registerNoteCommand(program: Command): void {
  program
    .command('note')
    .description('Write down what is to be found again; without a text it is read from standard input')
    .argument('[text...]', 'Markdown')
    .option('--title <title>', 'what to call it; its first line when left out')
    .option('--organization-wide', 'let every member of the organization see it, instead of you alone')
    .option('--edit <document>', 'change this note (doc_…): its text, its title with --title, or both')
    .option('--remove <document>', 'delete this note, or uploaded file (doc_…)')
    .action(async (words: string[], flags: NoteFlags, command: Command) => {
      const { printer, hub } = invocationOf(command);
      if (flags.remove !== undefined) {
        if (words.length > 0 || flags.edit !== undefined) throw usage('--remove takes nothing else');
        const data = await hub().client.execute(DeleteNoteDocument, { input: { documentId: flags.remove } });
        if (data.deleteNote === null) throw absent('note');
        printer.json(data);
        printer.line('Deleted.');
        return;
      }
      if (flags.edit !== undefined) {
        const text = words.length === 0 && flags.title !== undefined ? null : await given(words);
        const data = await hub().client.execute(UpdateNoteDocument, {
          input: {
            documentId: flags.edit,
            ...(flags.title === undefined ? {} : { title: flags.title }),
            ...(text === null ? {} : { text }),
          },
        });
        if (data.updateNote === null) throw absent('note');
        printer.json(data);
        printer.line(`Changed ${printer.bold(plain(data.updateNote.document.title))}`);
        return;
      }
      const text = await given(words);
      const data = await hub().client.execute(CreateNoteDocument, {
        input: {
          title: flags.title ?? titleOf(text),
          text,
          ...(flags.organizationWide === true ? { visibility: 'ORGANIZATION' as const } : {}),
        },
      });
      if (data.createNote === null) throw absent('organization to write in');
      printer.json(data);
      const { id, title } = data.createNote.document;
      printer.line(`Noted ${printer.bold(plain(title))}  ${printer.dim(id)}`);
    });
}

async function given(words: readonly string[]): Promise<string> {
  if (words.length > 0) return words.join(' ');
  if (process.stdin.isTTY) throw usage('Give the text, or hand it in through a pipe');
  const text = await textOf(process.stdin);
  if (text.trim() === '') throw usage('There is no text on standard input');
  return text;
}

/** The first line that says something, without the marks of a heading. */
function titleOf(text: string): string {
  const line = text.split(/\r\n|\r|\n/).find((each) => /[\p{L}\p{N}]/u.test(each)) ?? 'Note';
  const title = line.replace(/^[\s#>*-]+/, '').trim();
  return title.length <= titleMax
    ? title
    : `${title
        .slice(0, titleMax - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
