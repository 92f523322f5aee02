import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Returns the flags of cdk.json, which `npx cdk` passes to the app. Without them the app makes different templates. */
export function cdkContext(): Record<string, unknown> {
  const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'cdk.json'), 'utf8'));
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(file).context;
}
