/** What one document may cost. Time, memory and the sizes of input and output are the extractor's (`extractor.ts`). */
export const limits = {
  /** Parts of one archive. Office documents have tens, books hundreds. */
  archiveEntriesMax: 10_000,
  /** Of one part, inflated. */
  archivePartBytesMax: 64 * 2 ** 20,
  /** Of all parts that are read, inflated. */
  archiveBytesMax: 128 * 2 ** 20,
  /** How many times its packed size a part may be inflated, above `archiveRatioFrom`. Tables of equal rows come near 100; deflate ends at 1032. */
  archiveRatioMax: 200,
  archiveRatioFrom: 4 * 2 ** 20,
  xmlDepthMax: 512,
  htmlDepthMax: 400,
  /** Elements and texts of a page. */
  htmlNodesMax: 300_000,
  /** Above it a page is taken whole instead of looking for its article. */
  articleNodesMax: 30_000,
  pagesMax: 10_000,
  /** Of one repeated row or cell. */
  repeatMax: 1_000,
  /** Of one output of a notebook's cell, in characters. */
  notebookOutputMax: 4_000,
} as const;
