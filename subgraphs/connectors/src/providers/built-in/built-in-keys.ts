/** Providers whose documents ConHub itself holds: nobody connects them. Keys are never renamed. */
export const builtInKeys: ReadonlySet<string> = new Set(['note', 'upload']);
