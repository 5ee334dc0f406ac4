import { writeFileSync } from 'node:fs';
import { measureSlice, recordedFile, slices } from './measure-slice.ts';

// node bench/retrieval/slice/record.ts
// Writes down what ranking reaches now. Only with a change that was meant to move it: say in the commit what moved, and why.
const tolerance = 0.02;
const recorded: Record<string, Record<string, number>> = {};
for (const slice of slices) {
  const measured = Object.entries(await measureSlice(slice));
  recorded[slice] = Object.fromEntries(measured.map(([mode, ndcg]) => [mode, Number(ndcg.toFixed(4))]));
}
writeFileSync(recordedFile, `${JSON.stringify({ tolerance, ndcgAt10: recorded }, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(recorded, null, 2)}\n`);
