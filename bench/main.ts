/**
 * `npm run bench` measures what Revisit promises to cost, beside the least that the same duties cost. It prints the figures
 * and writes them to reports/bench.json. `npm run bench -- cli` measures one part.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchOptions, Figure, Measurement } from './figure.ts';
import { cli } from './figures/cli.ts';
import { coldStart } from './figures/cold-start.ts';
import { followUp } from './figures/follow-up.ts';
import { plan } from './figures/plan.ts';
import { requests } from './figures/requests.ts';
import { sweep } from './figures/sweep.ts';

const measurements: Readonly<Record<string, Measurement>> = {
  sweep,
  requests,
  cli,
  'cold-start': coldStart,
  plan,
  'follow-up': followUp,
};

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
  const environment = { ...process.env };
  for (const [id, { title, measure }] of Object.entries(measurements)) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    process.stderr.write(`Measuring ${title} …\n`);
    figures.push(...(await measure(options)));
    // A measurement leaves the addresses of its emulators here, where the SDK finds them.
    for (const name of Object.keys(process.env))
      if (!(name in environment)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
  }
  write(row(['figure', 'goal', 'measured', 'floor', 'ratio', 'unit']));
  for (const { id, goal, measured, floor, ratio, unit } of figures) {
    write(row([id, goal, String(measured), String(floor ?? ''), String(ratio ?? ''), unit]));
  }
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ figures }, undefined, 2)}\n`);
}

function row([
  id = '',
  goal = '',
  measured = '',
  floor = '',
  ratio = '',
  unit = '',
]: readonly string[]): string {
  const numbers = [measured, floor, ratio].map((cell) => cell.padStart(10)).join('');
  return `${id.padEnd(44)}${goal.padEnd(22)}${numbers}  ${unit}`;
}

function printHelp(): void {
  write('npm run bench -- [part…] [--runs 11] [--stored 10000] [--json reports/bench.json]\n');
  for (const [id, { title }] of Object.entries(measurements)) write(`  ${id.padEnd(12)} ${title}`);
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
