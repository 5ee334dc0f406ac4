export * from './blob-store.ts';
export { createFolderBlobs } from './folder-blobs.ts';
