/**
 * `npm run bench` measures what Revisit promises to cost, beside the least that the same duties cost. It prints the figures
 * and writes them to reports/bench.json. `npm run bench -- cli` measures one part.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchOptions, Figure, Measurement } from './figure.ts';
import { cli } from './figures/cli.ts';

const measurements: Readonly<Record<string, Measurement>> = { cli };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '11' },
    stored: { type: 'string', default: '10000' },
    json: { type: 'string', default: 'reports/bench.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) printHelp();
else await run(positionals, { runs: Number(values.runs), stored: Number(values.stored) });

async function run(wanted: readonly string[], options: BenchOptions): Promise<void> {
  const unknown = wanted.filter((id) => measurements[id] === undefined);
  if (unknown.length > 0) {
    write(`There is no measurement ${unknown.join(', ')}. Use ${Object.keys(measurements).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const figures: Figure[] = [];
  write(row(['figure', 'goal', 'measured', 'floor', 'ratio', 'unit']));
  for (const [id, { measure }] of Object.entries(measurements)) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    for (const figure of await measure(options)) {
      figures.push(figure);
      const { measured, floor, ratio } = figure;
      write(
        row([
          figure.id,
          figure.goal,
          String(measured),
          String(floor ?? ''),
          String(ratio ?? ''),
          figure.unit,
        ]),
      );
    }
  }
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ figures }, undefined, 2)}\n`);
}

function row([id = '', goal = '', ...cells]: readonly string[]): string {
  return `${id.padEnd(40)}${goal.padEnd(22)}${cells.map((cell) => cell.padStart(12)).join('')}`;
}

function printHelp(): void {
  write('npm run bench -- [part…] [--runs 11] [--stored 10000] [--json reports/bench.json]\n');
  for (const [id, { title }] of Object.entries(measurements)) write(`  ${id.padEnd(12)} ${title}`);
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
