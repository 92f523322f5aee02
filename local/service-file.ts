import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const serviceFileSchema = z.strictObject({
  pid: z.int(),
  dynamodbPid: z.int().optional(),
  /** Anyone who can read this file can control the service. */
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
  /** The environment of the functions, for a command that works with the same data. */
  environment: z.record(z.string(), z.string()),
});

export type ServiceFile = z.infer<typeof serviceFileSchema>;
export type LocalEndpoints = ServiceFile['endpoints'];

const pathIn = (home: string): string => join(home, 'local.json');

export function writeServiceFile(home: string, file: ServiceFile): void {
  const unfinished = `${pathIn(home)}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600 });
  // The mode above applies only to a new file.
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, pathIn(home));
}

/** Reads the file of the last start. The file does not prove that the service is running. */
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
