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

const clients: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-sqs': 'SQSClient',
  '@aws-sdk/client-ses': 'SESClient',
  '@aws-sdk/client-s3': 'S3Client',
};

/** Bundles a handler that does nothing but load the function's SDK clients. Our code cannot start faster than this one. */
async function bundleBareHandler(full: Bundle, directory: string): Promise<Bundle> {
  const used = Object.entries(clients).filter(([name]) =>
    full.sources.some((source) => source.includes(`node_modules/${name}/`)),
  );
  const text = [
    ...used.map(([name, client]) => `import { ${client} } from '${name}';`),
    `export const clients = [${used.map(([, client]) => `new ${client}({})`).join(', ')}];`,
    'export const handler = async () => clients.length;',
  ].join('\n');
  return bundle({ name: `${full.name}-bare`, entry: { text }, directory });
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

/** Returns the fastest of nine tries for each bundle, in milliseconds. A busy machine makes a try slower, never faster. */
async function compareImports(one: Bundle, other: Bundle): Promise<[number, number]> {
  const fastest: [number, number] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    fastest[0] = Math.min(fastest[0], await importMilliseconds(one));
    fastest[1] = Math.min(fastest[1], await importMilliseconds(other));
  }
  return fastest;
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'revisit-size-'));
  try {
    for (const built of await bundleFunctions(directory)) {
      const bare = await bundleBareHandler(built, directory);
      const [ours, theirs] = await compareImports(built, bare);
      const limit = sizeLimitOf(built.name);
      const kilobytes = built.bytes / 1000;
      write(
        `${built.name}: ${kilobytes.toFixed(0)} kB of ${limit}. Importing it took ${ours.toFixed(0)} ms of processor time, ${(ours / theirs).toFixed(2)} times as long as a bare handler with the same SDK clients.`,
      );
      for (const [part, bytes] of summariseContents(built.contents).slice(0, 12)) {
        write(`  ${(bytes / 1000).toFixed(0).padStart(4)} kB  ${part}`);
      }
      if (kilobytes > limit) process.exitCode = 1;
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) await main();
