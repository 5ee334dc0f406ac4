import { setImmediate as turn } from 'node:timers/promises';
import { createWorld, openCore, pageOf, upsert, writerOrganizationId, writtenText } from './fixture.ts';

// Writes pages of ten documents for ever, and tells after each how many are acknowledged. It is there to be killed.
const [, , folder = '', from = '0'] = process.argv;
const world = createWorld();
const core = openCore(folder, world);
for (let count = Number(from); ; count += 10) {
  const operations = Array.from({ length: 10 }, (_, index) =>
    upsert(world, { id: `doc_${count + index}`, text: writtenText(count + index), path: `n${count + index}.txt` }),
  );
  core.apply({ ...pageOf(writerOrganizationId, 'src_writer', operations), at: { xid: '1', position: String(count / 10 + 1) } });
  process.stdout.write(`${count + 10}\n`);
  // The second stage has its turns between.
  for (let turns = 0; turns < 5; turns++) await turn();
}
