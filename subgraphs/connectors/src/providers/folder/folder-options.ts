export interface FolderOptions {
  /** The folders under which sources may lie (CONHUB_FOLDER_ROOTS, and those the operator named), read at each use: they can be added to. */
  readonly roots: () => readonly string[];
  /** Never read, wherever they lie: ConHub's own data folder. Absolute paths. */
  readonly ownFolders: readonly string[];
  /** Bytes; a larger file is listed as DOCUMENT_TOO_LARGE and not read. */
  readonly fileBytesMax: number;
}
