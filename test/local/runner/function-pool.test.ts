import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { serviceMap } from '../../../infra/service-map.ts';
import { createFunctionPool, type FunctionPool } from '../../../local/runner/function-pool.ts';
import { createInvoker } from '../../../local/runner/invoker.ts';
import { handlersWith } from '../../support/handlers.ts';

let directory: string;
let pool: FunctionPool;
let log: string[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'revisit-pool-'));
  log = [];
});
afterEach(async () => {
  await pool.stop();
  await rm(directory, { recursive: true, force: true });
});

const seenSchema = z.looseObject({ remaining: z.number() });
const countSchema = z.object({ process: z.number(), calls: z.number() });

/** Calls a function made of only this text, as the local service does. */
async function callerOf(text: string): Promise<(event: unknown) => Promise<unknown>> {
  const bundle = join(directory, 'index.mjs');
  await writeFile(bundle, text);
  pool = createFunctionPool({ bundle, environment: { GREETING: 'hello' }, log: (line) => log.push(line) });
  const invoker = createInvoker(handlersWith({ sweep: pool.handler }), () => undefined);
  return (event) => invoker.invoke('sweep', event);
}

test('a function gets its event, its context and its environment, and nothing else of ours', async () => {
  const call = await callerOf(`
    export const handler = async (event, context) => ({
      event,
      name: context.functionName,
      remaining: context.getRemainingTimeInMillis(),
      environment: Object.keys(process.env).filter((name) => /GREETING|PATH|AWS/.test(name)),
    });
  `);
  const { remaining, ...found } = seenSchema.parse(await call({ records: 2 }));
  expect(found).toEqual({
    event: { records: 2 },
    name: 'revisit-local-sweep',
    environment: ['GREETING'],
  });
  expect(remaining).toBeGreaterThan(0);
  expect(remaining).toBeLessThanOrEqual(serviceMap.functions.sweep.timeoutSeconds * 1000);
});

test('a bundle that lacks a module does not start, even if the project has the module', async () => {
  const call = await callerOf(`import 'zod'; export const handler = async () => 'ran';`);
  await expect(call({})).rejects.toThrow('ended (1)');
  expect(log.join('\n')).toContain("Cannot find package 'zod'");
});

test('simultaneous calls run in separate environments, and a later call reuses one of them', async () => {
  const call = await callerOf(`
    let calls = 0;
    export const handler = async () => ({ process: process.pid, calls: (calls += 1) });
  `);
  const [one, other] = (await Promise.all([call({}), call({})])).map((seen) => countSchema.parse(seen));
  const later = countSchema.parse(await call({}));
  expect(one?.process).not.toBe(other?.process);
  expect([one?.process, other?.process]).toContain(later.process);
  expect(later.calls).toBe(2);
});

test('an error of a function arrives with its name, and a process that ends fails only its own call', async () => {
  const call = await callerOf(`
    export const handler = async ({ how }) => {
      if (how === 'exit') process.exit(7);
      if (how === 'throw') throw Object.assign(new Error('No table.'), { name: 'TableError' });
      return 'fine';
    };
  `);
  await expect(call({ how: 'throw' })).rejects.toMatchObject({ name: 'TableError', message: 'No table.' });
  await expect(call({ how: 'exit' })).rejects.toThrow('ended (7)');
  expect(await call({})).toBe('fine');
});
