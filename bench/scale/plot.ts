import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }[];
}

const results = fileURLToPath(new URL('../results/', import.meta.url));
const [width, height, margin] = [640, 360, 56];
const colours = ['#0b7285', '#e8590c', '#5f3dc4', '#2b8a3e'];

/** Writes a line chart to `bench/results/`: x logarithmic, y from 0. */
export function writePlot(file: string, plot: Plot): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}${file}`, svg(plot));
}

export function svg({ title, x, y, curves }: Plot): string {
  const points = curves.flatMap((curve) => curve.points);
  const [xMin, xMax] = [Math.min(...points.map(([at]) => at)), Math.max(...points.map(([at]) => at))];
  const yMax = niceMax(Math.max(...points.map(([, value]) => value)));
  const place = (at: number): number =>
    xMax === xMin ? width / 2 : margin + ((width - 2 * margin) * Math.log(at / xMin)) / Math.log(xMax / xMin);
  const level = (value: number): number => height - margin - ((height - 2 * margin) * value) / yMax;
  const xTicks = [...new Set(points.map(([at]) => at))].sort((a, b) => a - b);
  const yTicks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * yMax);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${width / 2}" y="24" text-anchor="middle" font-size="15">${escape(title)}</text>`,
    ...yTicks.flatMap((value) => [
      `<line x1="${margin}" x2="${width - margin}" y1="${round(level(value))}" y2="${round(level(value))}" stroke="#dee2e6"/>`,
      `<text x="${margin - 6}" y="${round(level(value) + 4)}" text-anchor="end">${label(value)}</text>`,
    ]),
    ...xTicks.map((at) => `<text x="${round(place(at))}" y="${height - margin + 18}" text-anchor="middle">${label(at)}</text>`),
    `<text x="${width / 2}" y="${height - 12}" text-anchor="middle">${escape(x)}</text>`,
    `<text x="16" y="${height / 2}" text-anchor="middle" transform="rotate(-90 16 ${height / 2})">${escape(y)}</text>`,
    ...curves.flatMap(({ name, points: own }, index) => {
      const colour = colours[index % colours.length] as string;
      const path = own.map(([at, value]) => `${round(place(at))},${round(level(value))}`).join(' ');
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...own.map(([at, value]) => `<circle cx="${round(place(at))}" cy="${round(level(value))}" r="3" fill="${colour}"/>`),
        `<text x="${margin + 8}" y="${margin + 4 + 16 * index}" fill="${colour}">${escape(name)}</text>`,
      ];
    }),
    '</svg>\n',
  ].join('\n');
}

const round = (value: number): number => Math.round(value * 10) / 10;
const label = (value: number): string => (value >= 10_000 ? `${Math.round(value / 1_000)}k` : String(Math.round(value * 10) / 10));

function niceMax(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
