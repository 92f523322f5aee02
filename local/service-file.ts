import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const serviceFileSchema = z.strictObject({
  pid: z.int(),
  dynamodbPid: z.int().optional(),
  /** Whoever may read this file may steer the service. */
  controlToken: z.string(),
  endpoints: z.strictObject({
    dynamodb: z.string(),
    sqs: z.string(),
    sns: z.string(),
    s3: z.string(),
    ses: z.string(),
    form: z.string(),
    smtp: z.string(),
    inbox: z.string(),
    control: z.string(),
  }),
  /** What the functions run with, for a command that works beside them. */
  environment: z.record(z.string(), z.string()),
});

export type ServiceFile = z.infer<typeof serviceFileSchema>;
export type LocalEndpoints = ServiceFile['endpoints'];

const pathIn = (home: string): string => join(home, 'local.json');

export function writeServiceFile(home: string, file: ServiceFile): void {
  const unfinished = `${pathIn(home)}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600 });
  // The mode above counts only for a new file.
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, pathIn(home));
}

/** What the last start left; that it is there does not say that anything runs. */
export function readServiceFile(home: string): ServiceFile | undefined {
  let text: string;
  try {
    text = readFileSync(pathIn(home), 'utf8');
  } catch {
    return undefined;
  }
  const parsed = serviceFileSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

export function removeServiceFile(home: string): void {
  rmSync(pathIn(home), { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
