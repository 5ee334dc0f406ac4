import { defaultDataFolder } from '@conhub/cli';

export interface WelcomeOptions {
  readonly publicUrl: URL;
  readonly setupToken: string | null;
  readonly dataFolder: string;
  readonly signInLink: string | null;
}

/** How this hub's terminal client is called: it finds the usual data folder by itself, another one is named. */
export const terminalClient = (dataFolder: string): string =>
  `npx pnpm@12 conhub${dataFolder === defaultDataFolder() ? '' : ` --data ${/^[\w/.:@-]+$/.test(dataFolder) ? dataFolder : `'${dataFolder.replaceAll("'", `'\\''`)}'`}`}`;

/** What a person reads when ConHub is ready: where it is, how to go on, a query to try, where the data lie. */
export function welcome({ publicUrl, setupToken, dataFolder, signInLink }: WelcomeOptions): void {
  const lines = [
    '',
    `ConHub is ready at ${publicUrl.href}`,
    ...(setupToken === null
      ? []
      : [
          '',
          'There is no owner yet. Open this link to set it up; it works once:',
          `  ${new URL(`/#setup=${setupToken}`, publicUrl).href}`,
        ]),
    ...(signInLink === null ? [] : ['', 'Sign in with a browser by this link; it works once, for ten minutes:', `  ${signInLink}`]),
    '',
    'A query to try, in the browser or from code (POST /graphql):',
    '  { search(query: "how do I …", first: 5) { nodes { score document { title path } passages(first: 1) { text } } } }',
    `From a terminal:  ${terminalClient(dataFolder)} search "how do I …"      npx pnpm@12 conhub --help`,
    '',
    `The data lie in ${dataFolder}. Stop with Ctrl-C.`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
