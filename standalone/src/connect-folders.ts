import { type Hub, CliFailure, addFolder, createPrinter, findHub, followSync, readCliEnv } from '@conhub/cli';
import type { DataFolder } from './data-folder/data-folder.ts';
import { terminalClient } from './welcome.ts';

/** The hub as its operator sees it from the same machine: what `conhub add` would do, done by `start FOLDER`. */
function operatorHub(data: DataFolder, url: URL): Hub {
  // Neither a key nor a session of the person's counts here, only the data folder.
  const env = { ...readCliEnv(), url: null, apiKey: null, organization: null, configFolder: `${data.path}/no-sessions` };
  return findHub({ data: data.path, url: url.href }, env, () => {});
}

export const connectFolders = {
  /** Completes the set-up for the operator of this machine. Answers a one-time sign-in link for the browser. */
  async prepare(data: DataFolder, url: URL): Promise<string> {
    const { anonymous } = operatorHub(data, url);
    await anonymous.post('/operator/setup', { token: data.operatorToken });
    const { url: link } = await anonymous.post<{ url: string }>('/operator/link', { token: data.operatorToken });
    return link;
  },

  /** Connects the folders one after another and shows a progress line until each is searchable. */
  async follow(data: DataFolder, url: URL, folders: readonly string[]): Promise<void> {
    const hub = operatorHub(data, url);
    const printer = createPrinter({ isJson: false, env: readCliEnv() });
    for (const folder of folders) {
      try {
        const added = await addFolder(hub, folder);
        if (added.wasThere) printer.line(`${folder} is connected already; changes are followed`);
        else await followSync(hub.client, printer, added.sourceId, added.runId);
      } catch (error) {
        if (!(error instanceof CliFailure)) throw error;
        printer.line(`${printer.red('✗')} ${folder}: ${error.message}`);
      }
    }
    printer.line(`Ask: ${printer.bold(`${terminalClient(data.path)} search "what you want to know"`)}`);
  },
};
