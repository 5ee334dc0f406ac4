/**
 * Ends the process now, whatever its threads do. `process.exit` takes threads down one by one, and one that is inside an inference call
 * aborts the whole process instead (onnxruntime-node 1.30); replaced by a shell that ends, it has no threads any more. PostgreSQL's
 * pipe closes with it, which stops PostgreSQL.
 */
export function leave(exitCode: number): never {
  try {
    process.execve?.('/bin/sh', ['/bin/sh', '-c', `exit ${exitCode}`], {});
  } catch {
    // No /bin/sh: then as usual.
  }
  return process.exit(exitCode);
}
