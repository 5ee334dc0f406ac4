export interface WelcomeOptions {
  readonly publicUrl: URL;
  readonly setupToken: string | null;
  readonly dataFolder: string;
  readonly signInLink: string | null;
}

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
    'From a terminal:  npx pnpm@12 conhub search "how do I …"      npx pnpm@12 conhub --help',
    '',
    `The data lie in ${dataFolder}. Stop with Ctrl-C.`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
