import type { Command } from 'commander';
import { AuditEventsDocument, type AuditEventsQuery, AuditTailDocument } from '../generated/operations.generated.ts';
import { usage } from '../failure.ts';
import type { Printer } from '../output/printer.ts';
import { plain } from '../output/words.ts';
import { invocationOf } from './invocation.ts';

type Entry = Pick<
  NonNullable<NonNullable<NonNullable<AuditEventsQuery['organization']>['auditLog']>['events']>['nodes'][number],
  'action' | 'outcome' | 'occurredAt' | 'actor' | 'subject' | 'subjectId' | 'index'
>;

export function registerAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('Who did what, newest first; --follow shows entries as they are added')
    .option('--first <n>', 'how many entries', '20')
    .option('--action <action...>', 'only these, for example users.session.started')
    .option('--follow', 'go on with what is added')
    .action(async (flags: { first: string; action?: string[]; follow?: boolean }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const first = Number(flags.first);
      if (!Number.isInteger(first) || first < 0 || first > 100) throw usage('--first is a whole number between 0 and 100');
      const filter = flags.action === undefined ? null : { actions: flags.action };
      if (flags.follow === true) {
        const stopping = new AbortController();
        process.once('SIGINT', () => stopping.abort());
        for await (const data of client.subscribe(AuditTailDocument, { filter }, stopping.signal)) {
          printer.json(data);
          if (data.auditEventRecorded) show(printer, data.auditEventRecorded.event);
        }
        return;
      }
      const data = await client.execute(AuditEventsDocument, { first, filter });
      printer.json(data);
      for (const entry of data.organization?.auditLog?.events?.nodes ?? []) show(printer, entry);
    });
}

function show(printer: Printer, { action, outcome, occurredAt, actor, subject, subjectId }: Entry): void {
  const who = actor === null ? 'somebody who is gone' : 'displayName' in actor ? actor.displayName : actor.name;
  const named = subject as { title?: string; name?: string; displayName?: string } | null;
  const what = named?.title ?? named?.name ?? named?.displayName ?? subjectId ?? '';
  printer.line(
    `${printer.dim(occurredAt.slice(0, 19).replace('T', ' '))}  ${printer.bold(action)}${outcome === 'SUCCESS' ? '' : ` ${printer.red(outcome.toLowerCase())}`}  ${plain(who)}  ${printer.dim(plain(what))}`,
  );
}
