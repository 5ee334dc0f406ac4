export { type Identify, type IdentifyRequest, identifyRequest } from './identify.ts';
export { type RecordAccess, type AccessRecord, accessRecord } from './record-access.ts';
export { type Embed, type EmbedReply, type EmbedRequest, embedRequest } from './embed.ts';
