import { existsSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Hub } from '../connection/hub.ts';
import { CliFailure } from '../failure.ts';
import { AddSourceDocument, ConnectAccountDocument, ConnectedAccountsDocument } from '../generated/operations.generated.ts';
import { refused } from './invocation.ts';

export interface AddedFolder {
  readonly sourceId: string;
  readonly name: string;
  readonly path: string;
  readonly runId: string | null;
  readonly wasThere: boolean;
  readonly data: unknown;
}

/** The real path of a folder that exists on this machine. @throws CliFailure */
export function realFolder(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(path)) throw new CliFailure(1, 'FOLDER_MISSING', `There is no folder ${path}`);
  if (!statSync(path).isDirectory()) throw new CliFailure(1, 'FOLDER_MISSING', `${path} is not a folder`);
  return realpathSync(path);
}

/**
 * Connects the person's folder account if there is none yet, and adds the folder as a source. The operator of the machine makes it a
 * root first. A folder that is there already is answered as it is.
 */
export async function addFolder(hub: Hub, folder: string, visibility: 'OWNER' | 'ORGANIZATION' | null = null): Promise<AddedFolder> {
  const path = realFolder(folder);
  if (hub.operatorToken !== null) await hub.anonymous.post('/operator/folder-roots', { token: hub.operatorToken, folder: path });
  const accountId = await folderAccount(hub);
  const data = await hub.client.execute(AddSourceDocument, {
    input: { accountId, containerId: path, ...(visibility === null ? {} : { visibility }) },
  });
  const result = data.addSource;
  if (result?.__typename === 'AddSourcePayload') {
    return { sourceId: result.source.id, name: result.source.name, path, runId: result.syncRun?.id ?? null, wasThere: false, data };
  }
  if (result?.__typename === 'SourceAlreadyAdded') {
    return { sourceId: result.source.id, name: result.source.name, path, runId: null, wasThere: true, data };
  }
  throw refused(data, result as never);
}

async function folderAccount({ client }: Hub): Promise<string> {
  const { organization } = await client.execute(ConnectedAccountsDocument, { filter: { providerKey: 'folder' }, first: 100 });
  const mine = organization?.connectedAccounts?.nodes.find(
    (account) => account.viewerCanManage && account.provider.key === 'folder' && account.owner?.isViewer !== false,
  );
  if (mine !== undefined) return mine.id;
  const data = await client.execute(ConnectAccountDocument, {
    input: { providerKey: 'folder', authMethod: 'NONE', displayName: 'Folders' },
  });
  const result = data.connectAccount;
  if (result?.__typename === 'ConnectAccountPayload') return result.account.id;
  throw refused(data, result as never);
}
