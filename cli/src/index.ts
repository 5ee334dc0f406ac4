export { defaultDataFolder, readCliEnv } from './env.ts';
export { CliFailure } from './failure.ts';
export { type Client, createClient } from './connection/client.ts';
export { type Hub, findHub } from './connection/hub.ts';
export { type AddedFolder, addFolder, realFolder } from './commands/add-folder.ts';
export { followSync } from './commands/follow-sync.ts';
export { createPrinter, type Printer } from './output/printer.ts';
export { runProgram } from './program.ts';
export * as operations from './generated/operations.generated.ts';
