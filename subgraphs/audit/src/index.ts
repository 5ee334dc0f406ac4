export { type Audit, type AuditProducer, createAudit } from './main.ts';
export { type Entry } from './log/append.ts';
export { canonicalJson } from './leaf/canonical-json.ts';
export { type LeafFields, type Salts, commitment, hashEntry, leafBytes, leafHash } from './leaf/leaf.ts';
