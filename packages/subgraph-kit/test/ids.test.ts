import { expect, test } from 'vitest';
import { derivedId, idOf, newId, parseId, prefixOf, uuidOf } from '../src/ids.ts';

test('an id and its uuid are two forms of one thing', () => {
  for (let nth = 0; nth < 200; nth += 1) {
    const id = newId('doc');
    expect(uuidOf(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idOf('doc', uuidOf(id))).toBe(id);
  }
  // From the specification of TypeID, valid.json.
  expect(uuidOf('usr_00000000000000000000000000')).toBe('00000000-0000-0000-0000-000000000000');
  expect(uuidOf('usr_00000000000000000000000010')).toBe('00000000-0000-0000-0000-000000000020');
  expect(uuidOf('usr_7zzzzzzzzzzzzzzzzzzzzzzzzz')).toBe('ffffffff-ffff-ffff-ffff-ffffffffffff');
  expect(uuidOf('usr_0123456789abcdefghjkmnpqrs')).toBe('0110c853-1d09-52d8-d73e-1194e95b5f19');
});

test('every well-formed id has a uuid, also one whose bits no generator would make', () => {
  const id = 'doc_01jd0000000000000000000000';
  expect(prefixOf(id)).toBe('doc');
  expect(parseId('doc', id, ['id'])).toBe(id);
  expect(uuidOf(id)).toBe('01934000-0000-0000-0000-000000000000');
});

test('what is not well-formed is refused at the edge', () => {
  const good = newId('doc');
  for (const id of [
    '',
    'doc',
    'doc_',
    good.toUpperCase(),
    `${good}0`,
    good.slice(0, -1),
    good.replace('doc', 'nope'),
    `doc_8${good.slice(5)}`,
    `${good.slice(0, -1)}u`,
    `${good.slice(0, -1)}l`,
  ]) {
    expect(prefixOf(id), id).toBeNull();
    expect(() => parseId('doc', id, ['input', 'documentId']), id).toThrow(/input\.documentId is not the id of a Document/);
  }
  expect(() => parseId('src', good, ['id'])).toThrow(/not the id of a Source/);
});

test('what has no row of its own has the same id in every installation', () => {
  expect(derivedId('role', 'OWNER')).toBe(derivedId('role', 'OWNER'));
  expect(uuidOf(derivedId('role', 'OWNER'))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
});
