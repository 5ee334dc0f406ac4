import type { Command } from 'commander';
import type { GraphQLFault } from '../connection/client.ts';
import { type Hub, type HubOptions, findHub } from '../connection/hub.ts';
import { type CliEnv, readCliEnv } from '../env.ts';
import { CliFailure } from '../failure.ts';
import { type Printer, createPrinter } from '../output/printer.ts';

/** What a command is called with: the printer, and the hub once it asks for it. */
export interface Invocation {
  readonly env: CliEnv;
  readonly printer: Printer;
  readonly options: HubOptions & { readonly json?: boolean };
  hub(): Hub;
}

export function invocationOf(command: Command): Invocation {
  const env = readCliEnv();
  const options = command.optsWithGlobals<HubOptions & { json?: boolean }>();
  const printer = createPrinter({ isJson: options.json === true, env });
  let hub: Hub | null = null;
  return {
    env,
    printer,
    options,
    hub: () =>
      (hub ??= findHub(options, env, (fault: GraphQLFault) =>
        printer.note(`note: ${fault.message} (${fault.extensions?.code ?? 'UNKNOWN'})`),
      )),
  };
}

/** An answer of a result union that is not the hoped-for member: exit 1, with its name as the code. */
export function refused(data: unknown, member: { readonly __typename?: string; readonly message?: string } | null | undefined): CliFailure {
  const name = member?.__typename ?? 'REFUSED';
  return new CliFailure(1, name, member?.message ?? `The hub refused: ${name}`, { data });
}

/** A payload that is null although no error came. */
export const absent = (what: string): CliFailure => new CliFailure(1, 'NOT_FOUND', `There is no such ${what}, or you may not see it`);
