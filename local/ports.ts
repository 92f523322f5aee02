import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import * as z from 'zod';
import { ServiceError } from '../shared/errors.ts';
import { freePort, loopback } from './loopback.ts';

const portNames = ['form', 'inbox', 'smtp', 'ses', 'dynamodb', 'queues', 'control'] as const;
type PortName = (typeof portNames)[number];
export type Ports = Record<PortName, number>;

const portsSchema = z.record(z.enum(portNames), z.int().min(1).max(65_535));

/**
 * A port for each service: from the base on where one is given, else those of the last run, because the links in
 * earlier emails name them; else any that are free.
 *
 * @throws ServiceError `conflict` when a port from the base on is taken, `bad-input` when there are not enough above it.
 */
export async function choosePorts(options: { rememberedPath: string; base?: number }): Promise<Ports> {
  const { base } = options;
  const ports = base === undefined ? await rememberedOrFree(options.rememberedPath) : await fromBase(base);
  writeFileSync(options.rememberedPath, `${JSON.stringify(ports, undefined, 2)}\n`);
  return ports;
}

async function fromBase(base: number): Promise<Ports> {
  if (!Number.isInteger(base) || base < 1024 || base + portNames.length > 65_535) {
    throw new ServiceError('bad-input', 'Give --port-base a whole number from 1024 to 65000.', {
      field: '--port-base',
    });
  }
  return each(async (name) => {
    const port = base + portNames.indexOf(name);
    if (await isFree(port)) return port;
    throw new ServiceError('in-use', `Port ${port} (${name}) is taken: choose another --port-base.`);
  });
}

async function rememberedOrFree(path: string): Promise<Ports> {
  const remembered = readRemembered(path);
  return each(async (name) => {
    const port = remembered?.[name];
    return port !== undefined && (await isFree(port)) ? port : freePort();
  });
}

function readRemembered(path: string): Ports | undefined {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A first start, or a file nobody can read: any ports will do.
    return undefined;
  }
}

async function each(choose: (name: PortName) => Promise<number>): Promise<Ports> {
  const [form, inbox, smtp, ses, dynamodb, queues, control] = await Promise.all([
    choose('form'),
    choose('inbox'),
    choose('smtp'),
    choose('ses'),
    choose('dynamodb'),
    choose('queues'),
    choose('control'),
  ]);
  return { form, inbox, smtp, ses, dynamodb, queues, control };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, loopback, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
