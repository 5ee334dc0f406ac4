export * from './identity/viewer.ts';
export * from './identity/scopes.ts';
export { type InternalKey, signViewer, verifyViewer } from './identity/signed-viewer.ts';
export * from './request-info.ts';
export * from './subgraph.ts';
export * from './errors.ts';
export * from './outage.ts';
export * from './ids.ts';
export * from './limits.ts';
