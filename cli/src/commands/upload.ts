import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Hub } from '../connection/hub.ts';
import { fileTrouble, sendFile } from '../connection/send-file.ts';
import { CliFailure, usage } from '../failure.ts';
import { CompleteUploadDocument, StartUploadDocument } from '../generated/operations.generated.ts';
import type { Printer } from '../output/printer.ts';
import { createProgress } from '../output/progress.ts';
import { bytes, plain, plural, told } from '../output/words.ts';
import { absent, invocationOf, refused } from './invocation.ts';

interface UploadFlags {
  readonly to?: string;
  readonly organizationWide?: boolean;
}

/** `upload`: files are handed in, one after the other; what one of them cannot does not stop the others. */
export function registerUploadCommand(program: Command): void {
  program
    .command('upload')
    .description('Hand in files; the same name again is a new revision of the same document')
    .argument('<files...>', 'files of this machine')
    .option('--to <folder>', 'the folder they are to lie in, as in reports/2026')
    .option('--organization-wide', 'let every member of the organization see them, instead of you alone')
    .action(async (files: string[], flags: UploadFlags, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const names = namesOf(files, flags.to ?? '');
      const progress = createProgress(printer);
      const failures: CliFailure[] = [];
      for (const [nth, path] of files.entries()) {
        const place = files.length === 1 ? '' : `[${nth + 1}/${files.length}] `;
        try {
          const data = await upload(hub(), {
            path,
            fileName: names[nth] as string,
            isForAll: flags.organizationWide === true,
            onProgress(done, size) {
              // Elsewhere than on a terminal each file has its one line.
              const part = done < size ? `${bytes(done)} of ${bytes(size)}` : 'reading its text';
              if (printer.isTerminal) progress.show(`${place}${plain(path)} · ${part}`);
            },
          });
          progress.end();
          printer.json(data);
          report(printer, path, data.completeUpload.document);
        } catch (error) {
          progress.end();
          const failure = failureOf(path, error);
          // Nothing else would fare better.
          if (failure.exitCode > 1 || files.length === 1) throw failure;
          failures.push(failure);
          printer.json(failure.result);
          printer.note(failure.message);
        }
      }
      if (failures.length > 0)
        throw new CliFailure(1, 'UPLOAD_FAILED', `${failures.length} of ${plural(files.length, 'file')} not uploaded`);
    });
}

interface FileToUpload {
  readonly path: string;
  readonly fileName: string;
  readonly isForAll: boolean;
  readonly onProgress: (done: number, size: number) => void;
}

type Completed = NonNullable<Awaited<ReturnType<typeof complete>>>;

async function upload({ client }: Hub, { path, fileName, isForAll, onProgress }: FileToUpload): Promise<Completed> {
  const { size, sha256 } = await weigh(path);
  const started = await client.execute(StartUploadDocument, {
    input: {
      fileName,
      // The name says what it is, on the hub.
      mimeType: 'application/octet-stream',
      sizeBytes: size,
      sha256,
      ...(isForAll ? { visibility: 'ORGANIZATION' as const } : {}),
    },
  });
  const link = started.startUpload;
  if (link?.__typename !== 'StartUploadPayload') throw refused(started, link as never);
  await sendFile({
    path,
    link: link.uploadUrl,
    headers: link.headers as Record<string, string>,
    hub: client.url,
    onProgress: (done) => onProgress(done, size),
  });
  onProgress(size, size);
  return complete(client, link.uploadId);
}

async function complete(client: Hub['client'], uploadId: string) {
  const data = await client.execute(CompleteUploadDocument, { input: { uploadId } });
  if (data.completeUpload === null) throw absent('upload');
  return { completeUpload: data.completeUpload };
}

async function weigh(path: string): Promise<{ size: number; sha256: string }> {
  const { size, isFolder } = await stat(path).then((found) => ({ size: found.size, isFolder: found.isDirectory() }));
  if (isFolder) throw new CliFailure(1, 'FILE_UNREADABLE', 'it is a folder: name its files, or add it with conhub add');
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { size, sha256: hash.digest('hex') };
}

/** What the files are called on the hub. Two of one name would be two revisions of one document. */
function namesOf(files: readonly string[], folder: string): string[] {
  const prefix = folder.replaceAll(/^\/+|\/+$/g, '');
  const names = files.map((path) => `${prefix === '' ? '' : `${prefix}/`}${basename(path)}`);
  const twice = names.findIndex((name, nth) => names.indexOf(name) < nth);
  if (twice >= 0)
    throw usage(`${files[names.indexOf(names[twice] as string)]} and ${files[twice]} would be one document: upload them with a --to each`);
  return names;
}

function report(printer: Printer, path: string, { id, title, state, problem }: Completed['completeUpload']['document']): void {
  const isRead = state === 'AVAILABLE';
  const mark = isRead ? printer.green('✓') : printer.yellow('!');
  printer.line(`${mark} ${plain(path)}  ${isRead ? printer.bold(plain(title)) : 'kept, without a text'}  ${printer.dim(id)}`);
  if (problem) printer.line(`  ${told(problem)}`);
}

function failureOf(path: string, error: unknown): CliFailure {
  const failure = error instanceof CliFailure ? error : fileTrouble(error);
  if (failure === null) throw error;
  if (failure.exitCode > 1) return failure;
  const message = `${plain(path)}: ${failure.message}`;
  return new CliFailure(1, failure.code, message);
}
