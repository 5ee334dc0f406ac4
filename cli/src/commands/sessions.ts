import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { CliFailure, usage } from '../failure.ts';
import { SignInDocument, SignOutDocument } from '../generated/operations.generated.ts';
import { type Invocation, invocationOf } from './invocation.ts';

const notOperator = (what: string): CliFailure =>
  new CliFailure(3, 'NOT_OPERATOR', `${what} works on the machine ConHub runs on, for whoever can read its data folder`);

export function registerSessionCommands(program: Command): void {
  program
    .command('sign-in')
    .description('Sign in with e-mail and password, or with --browser get a one-time link for the browser')
    .option('--browser', 'print a one-time sign-in link (on the machine ConHub runs on)')
    .option('--email <email>')
    .action(async (flags: { browser?: boolean; email?: string }, command: Command) => {
      const invocation = invocationOf(command);
      if (flags.browser === true) await signInByBrowser(invocation, flags.email ?? invocation.options.as);
      else await signInByPassword(invocation, flags.email);
    });

  program
    .command('sign-out')
    .description('End the session that sign-in began')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client, sessions } = hub();
      if (sessions.get(client.url) === null) throw new CliFailure(3, 'UNAUTHENTICATED', `Not signed in at ${client.url.origin}`);
      try {
        printer.json(await client.execute(SignOutDocument, {}));
      } finally {
        sessions.remove(client.url);
      }
      printer.line(`Signed out of ${client.url.origin}`);
    });

  program
    .command('reset-password')
    .description('Give somebody a new random password (on the machine ConHub runs on)')
    .argument('<email>')
    .action(async (email: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { anonymous, operatorToken } = hub();
      if (operatorToken === null) throw notOperator('reset-password');
      const reply = await anonymous.post<{ password: string }>('/operator/password', { token: operatorToken, email });
      printer.json(reply);
      printer.line(`The new password of ${email}, shown once:`);
      printer.line(`  ${reply.password}`);
    });
}

async function signInByBrowser({ printer, hub }: Invocation, email: string | undefined): Promise<void> {
  const { anonymous, operatorToken } = hub();
  if (operatorToken === null) throw notOperator('sign-in --browser');
  const reply = await anonymous.post<{ url: string; expiresAt: string }>('/operator/link', {
    token: operatorToken,
    ...(email === undefined ? {} : { email }),
  });
  printer.json(reply);
  printer.line('Open this link in a browser; it works once, for ten minutes:');
  printer.line(`  ${reply.url}`);
}

async function signInByPassword({ printer, hub }: Invocation, given: string | undefined): Promise<void> {
  const { anonymous, sessions } = hub();
  const { email, password } = await ask(given);
  const data = await anonymous.execute(SignInDocument, { input: { email, password } });
  const result = data.signIn;
  switch (result?.__typename) {
    case 'SignInPayload': {
      const { accessToken, accessTokenExpiresAt, refreshToken, viewer } = result;
      if (refreshToken === null) throw new CliFailure(1, 'UNKNOWN', 'The hub gave no refresh token');
      sessions.put(anonymous.url, { accessToken, accessTokenExpiresAt, refreshToken });
      // The tokens stay out of what is printed.
      printer.json({ signIn: { __typename: 'SignInPayload', viewer } });
      printer.line(
        `Signed in at ${anonymous.url.origin} as ${viewer.user?.displayName ?? email}${viewer.organization?.name ? ` of ${viewer.organization.name}` : ''}`,
      );
      return;
    }
    case 'InvalidCredentials':
      throw new CliFailure(3, 'INVALID_CREDENTIALS', result.message, { data });
    case 'SignInBlocked':
      throw new CliFailure(
        3,
        'SIGN_IN_BLOCKED',
        `${result.message}${result.retryAt ? ` Try again after ${new Date(result.retryAt).toLocaleTimeString()}.` : ''}`,
        { data },
      );
    default:
      throw new CliFailure(
        3,
        'FACTOR_REQUIRED',
        'This account needs a second factor, which the terminal cannot ask for yet: use the browser',
        { data },
      );
  }
}

/** On a terminal the password is not echoed; from a pipe e-mail and password are two lines. */
async function ask(given: string | undefined): Promise<{ email: string; password: string }> {
  const isTerminal = process.stdin.isTTY;
  let isMuted = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isMuted) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: isTerminal });
  const waiting: ((line: string | null) => void)[] = [];
  const ready: string[] = [];
  let isOver = false;
  lines.on('line', (line) => {
    const next = waiting.shift();
    if (next === undefined) ready.push(line);
    else next(line);
  });
  lines.on('close', () => {
    isOver = true;
    for (const next of waiting.splice(0)) next(null);
  });
  const read = (prompt: string): Promise<string | null> => {
    if (isTerminal) process.stderr.write(prompt);
    const line = ready.shift();
    if (line !== undefined) return Promise.resolve(line);
    return isOver ? Promise.resolve(null) : new Promise((resolve) => waiting.push(resolve));
  };
  try {
    const email = given ?? (await read('E-mail: '))?.trim();
    const prompting = read('Password: ');
    isMuted = true;
    const password = await prompting;
    isMuted = false;
    if (isTerminal) process.stderr.write('\n');
    if (!email || !password) throw usage('sign-in needs an e-mail address and a password');
    return { email, password };
  } finally {
    lines.close();
  }
}
