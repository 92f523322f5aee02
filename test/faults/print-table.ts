import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { TestProject } from 'vitest/node';
import { reportRowSchema, type ReportRow } from './report-row.ts';

/** Collects what the tests report, and prints it as one table at the end of `npm run faults`. */
export function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'revisit-faults-'));
  const path = join(directory, 'rows.jsonl');
  project.provide('faultsReport', path);
  return () => {
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
    const rows = lines.map((line) => reportRowSchema.parse(JSON.parse(line)));
    process.stdout.write(`\n${tableOf(rows)}\n`);
    rmSync(directory, { recursive: true, force: true });
  };
}

function tableOf(rows: readonly ReportRow[]): string {
  const table = new Table({
    head: ['', 'points', 'lost', 'duplicated', 'unknown'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const sum = (count: (row: ReportRow) => number): number =>
    rows.reduce((total, row) => total + count(row), 0);
  for (const { what, points, lost, duplicated, unknown } of rows.toSorted((a, b) =>
    a.what.localeCompare(b.what),
  ))
    table.push([what, points, lost, duplicated, unknown]);
  table.push([
    'all',
    sum(({ points }) => points),
    sum(({ lost }) => lost),
    sum(({ duplicated }) => duplicated),
    sum(({ unknown }) => unknown),
  ]);
  return table.toString();
}
