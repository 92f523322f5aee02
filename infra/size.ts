import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle, bundleFunctions, type Bundle } from './bundle.ts';

const run = promisify(execFile);

/** Returns how large a bundle may be, in kB. A larger bundle starts later, and people wait longer for the form. */
export function sizeLimitOf(name: string): number {
  return name === 'sweep' ? 600 : 800;
}

/** Returns the bytes of a bundle by npm package, and by folder for our own code. The largest comes first. */
export function summariseContents(contents: Bundle['contents']): [part: string, bytes: number][] {
  const parts = new Map<string, number>();
  for (const [file, bytes] of contents) {
    const [, ofNpm] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
    const part = ofNpm ?? file.split('/').slice(0, 2).join('/');
    parts.set(part, (parts.get(part) ?? 0) + bytes);
  }
  return [...parts].sort(([, one], [, other]) => other - one);
}

/**
 * Bundles a handler that does nothing but load the client of DynamoDB, which every function needs at its start. Other
 * clients are no part of it, because the functions load them later.
 */
function bundleBareHandler(directory: string): Promise<Bundle> {
  const text = [
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
    'export const client = new DynamoDBClient({});',
    'export const handler = async () => client;',
  ].join('\n');
  return bundle({ name: 'bare', entry: { text }, directory });
}

/** Measures processor time. Other work on the machine does not count. */
const measure = `
  const begun = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(begun);
  process.stdout.write(String((user + system) / 1000));
`;

/** The environment for starting a function. Nothing in it is real. */
export const emptyEnvironment = {
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  REVISIT_STAGE: 'size',
  REVISIT_TABLE: 'table',
  REVISIT_STACK_ID: 'stack',
  REVISIT_OUTGOING_QUEUE_URL: 'http://127.0.0.1:9/queue',
  REVISIT_RAW_MAIL_BUCKET: 'raw-mail',
  REVISIT_ATTACHMENTS_BUCKET: 'attachments',
  REVISIT_PUBLIC_URL: 'http://127.0.0.1:9',
  REVISIT_MAIL_FROM: 'follow-up@inspectorate.example',
  REVISIT_REPLY_DOMAIN: 'reply.inspectorate.example',
  REVISIT_CONFIGURATION_SET: 'size',
};

async function importMilliseconds({ directory }: Bundle): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '-e', measure, join(directory, 'index.mjs')],
    { env: emptyEnvironment, cwd: directory },
  );
  return Number(stdout);
}

export interface ColdStart {
  readonly built: Bundle;
  /** Milliseconds of processor time. The fastest try, because a busy machine makes a try slower and never faster. */
  readonly ours: number;
  readonly bare: number;
}

/** Imports each function and a handler with only the client of DynamoDB, in turn. */
export async function measureColdStarts({ runs }: { runs: number }): Promise<ColdStart[]> {
  const directory = mkdtempSync(join(tmpdir(), 'revisit-size-'));
  try {
    const bare = await bundleBareHandler(directory);
    const starts: ColdStart[] = [];
    for (const built of await bundleFunctions(directory)) {
      const fastest: [number, number] = [Infinity, Infinity];
      for (let run = 0; run < runs; run += 1) {
        fastest[0] = Math.min(fastest[0], await importMilliseconds(built));
        fastest[1] = Math.min(fastest[1], await importMilliseconds(bare));
      }
      starts.push({ built, ours: fastest[0], bare: fastest[1] });
    }
    return starts;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  for (const { built, ours, bare } of await measureColdStarts({ runs: 9 })) {
    const limit = sizeLimitOf(built.name);
    const kilobytes = built.bytes / 1000;
    write(
      `${built.name}: ${kilobytes.toFixed(0)} kB of ${limit}. Importing it took ${ours.toFixed(0)} ms of processor time, ${(ours / bare).toFixed(2)} times as long as a handler with only the client of DynamoDB.`,
    );
    for (const [part, bytes] of summariseContents(built.contents).slice(0, 12)) {
      write(`  ${(bytes / 1000).toFixed(0).padStart(4)} kB  ${part}`);
    }
    if (kilobytes > limit) process.exitCode = 1;
  }
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) await main();
