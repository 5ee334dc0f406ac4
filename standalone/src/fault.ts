/** An expected failure of a start: one sentence for the person at the terminal, and an exit code. Never a stack. */
export class StartFault extends Error {
  readonly code: StartFaultCode;
  readonly exitCode: number;

  constructor(code: StartFaultCode, message: string, exitCode = 1) {
    super(message);
    this.name = 'StartFault';
    this.code = code;
    this.exitCode = exitCode;
  }
}

export type StartFaultCode =
  | 'USAGE'
  | 'CONFIGURATION_INVALID'
  | 'DATA_DIR_UNWRITABLE'
  | 'DATA_DIR_LOCKED'
  | 'DATA_DIR_TOO_NEW'
  | 'DATA_DIR_DAMAGED'
  | 'DATA_DIR_FOREIGN'
  | 'DISK_FULL'
  | 'PORT_TAKEN'
  | 'FOLDER_MISSING'
  | 'FOLDER_REFUSED'
  | 'POSTGRES_MISSING'
  | 'POSTGRES_UNREACHABLE_FOLDER'
  | 'POSTGRES_FAILED'
  | 'START_FAILED';
