export { type UsersSubgraph, createUsers } from './main.ts';
export type { UsersEnv } from './env.ts';
export type { Operator, OperatorSession, OperatorSetup, SetUpOptions } from './operator/operator.ts';
export type { OperatorRoute } from './operator/operator-route.ts';
export type { WatchIdentity } from './identify/watch-identity.ts';
export type { Mail, Message } from './mail/mail.ts';
export { createFolderMail } from './mail/folder-mail.ts';
export { type SigningKey, generateSigningKey, signingKey } from './sessions/signing-key.ts';
export { setupLink } from './links.ts';
