import { expect, it } from 'vitest';
import { atLeast, below, figure } from './figure.ts';
import { jsonLine, table } from './print.ts';

const report = {
  bench: 'example',
  figures: [
    figure('quality', 0.4, '', atLeast(0.415)),
    figure('delay', 12.345, 'ms', below(50)),
    figure('count', 10_000),
    figure('unknown', Number.NaN, 'MiB', below(1_024)),
  ],
};

it('a figure holds when it keeps its limit, and one without a limit neither holds nor fails', () => {
  expect(report.figures.map(({ holds }) => holds)).toEqual([false, true, null, false]);
  expect(figure('edge', 50, 'ms', below(50)).holds).toBe(false);
  expect(figure('edge', 0.75, '', atLeast(0.75)).holds).toBe(true);
});

it('programs read name, value, unit, limit and holds', () => {
  expect(JSON.parse(jsonLine(report))).toEqual({
    bench: 'example',
    figures: [
      { name: 'quality', value: 0.4, unit: '', limit: 0.415, holds: false },
      { name: 'delay', value: 12.345, unit: 'ms', limit: 50, holds: true },
      { name: 'count', value: 10_000, unit: '', limit: null, holds: null },
      { name: 'unknown', value: null, unit: 'MiB', limit: 1_024, holds: false },
    ],
  });
});

it('people read every figure beside its limit', () => {
  const lines = table(report).split('\n');
  expect(lines[0]).toBe('example');
  expect(lines[1]).toMatch(/quality +0\.400 +>= 0\.415 +DOES NOT HOLD/);
  expect(lines[2]).toMatch(/delay +12\.3 ms +< 50 +holds/);
  expect(lines[3]).toMatch(/count +10,000$/);
});
