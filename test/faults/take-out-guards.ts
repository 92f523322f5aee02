import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { guards, type Guard } from './guards.ts';

/**
 * `npm run guards [F3 …]` takes each guard out of a copy of the project, one at a time, and runs the tests that name its
 * failure. At least one test must fail. All tests must pass in the copy with every guard in place. Exit 1 if no test
 * notices that a guard is gone.
 */
const root = join(import.meta.dirname, '../..');

const resultsSchema = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

interface Run {
  readonly passed: number;
  readonly failed: readonly string[];
}

function copyOfProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'revisit-guards-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  cpSync(join(root, 'functions/progress-form/dist'), join(copy, 'functions/progress-form/dist'), {
    recursive: true,
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Finds the tests in some files that name a failure, as `(F3)` or `(F1, F14)`. */
async function runTests(
  copy: string,
  { files, failure }: { files: readonly string[]; failure: string },
): Promise<Run> {
  const report = join(copy, 'guards-report.json');
  rmSync(report, { force: true });
  const vitest = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...files,
      `--testNamePattern=\\b${failure}\\b`,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: copy, stdio: 'ignore', env: { ...process.env, REVISIT_NIGHTLY: '1' } },
  );
  await new Promise((resolve) => vitest.on('close', resolve));
  const { testResults } = resultsSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  const run = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: run.filter(({ status }) => status === 'passed').length,
    failed: run.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  };
}

async function takeOut(copy: string, { file, guard, without, tests, failure }: Guard): Promise<Run> {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    whole.replace(guard, () => without),
  );
  try {
    return await runTests(copy, { files: tests, failure });
  } finally {
    writeFileSync(path, whole);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const wanted = new Set(process.argv.slice(2));
const chosen = guards.filter(({ failure }) => wanted.size === 0 || wanted.has(failure));
const copy = copyOfProject();
let missed = 0;
try {
  for (const one of chosen) {
    const before = await runTests(copy, { files: one.tests, failure: one.failure });
    const { failed } = await takeOut(copy, one);
    const isSeen = before.failed.length === 0 && before.passed > 0 && failed.length > 0;
    if (!isSeen) missed += 1;
    const with_ = `${before.passed} passed${before.failed.length === 0 ? '' : `, ${before.failed.length} failed`}`;
    print(
      `${isSeen ? 'ok  ' : 'MISS'} ${one.failure} ${one.name}: with it ${with_}; without it ${failed.length} failed`,
    );
    for (const name of isSeen ? failed.slice(0, 1) : before.failed) print(`       ${name}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
print(`${chosen.length} guards, ${missed} that no test misses`);
process.exitCode = missed === 0 ? 0 : 1;
