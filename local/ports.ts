import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import * as z from 'zod';
import { ServiceError } from '../shared/errors.ts';
import { findFreePort, loopback } from './loopback.ts';

const portNames = ['form', 'inbox', 'smtp', 'ses', 'dynamodb', 'queues', 'control'] as const;
type PortName = (typeof portNames)[number];
export type Ports = Record<PortName, number>;

const portsSchema = z.record(z.enum(portNames), z.int().min(1).max(65_535));

/**
 * Chooses a port for each service. With a base it takes the ports from the base on. Otherwise it takes those of the
 * last run, because the links in earlier emails contain them. If they are not free, it takes any free ports.
 *
 * @throws ServiceError `in-use` if a port from the base on is in use, `bad-input` if there are not enough ports above
 * it.
 */
export async function choosePorts(options: { rememberedPath: string; base?: number }): Promise<Ports> {
  const { base } = options;
  const ports = base === undefined ? await rememberedOrFree(options.rememberedPath) : await fromBase(base);
  writeFileSync(options.rememberedPath, `${JSON.stringify(ports, undefined, 2)}\n`);
  return ports;
}

/** Tells whether another process listens on one of the ports that were chosen last. */
export async function isRememberedPortTaken(path: string): Promise<boolean> {
  const free = await Promise.all(Object.values(readRemembered(path) ?? {}).map(isFree));
  return free.includes(false);
}

/** Returns the port that a service had in the last run. */
export function findRememberedPort(path: string, name: PortName): number | undefined {
  return readRemembered(path)?.[name];
}

async function fromBase(base: number): Promise<Ports> {
  if (!Number.isInteger(base) || base < 1024 || base + portNames.length > 65_535) {
    throw new ServiceError('bad-input', 'Give --port-base a whole number from 1024 to 65000.', {
      field: '--port-base',
    });
  }
  return choosePortOfEach(async (name) => {
    const port = base + portNames.indexOf(name);
    if (await isFree(port)) return port;
    throw new ServiceError('in-use', `Port ${port} (${name}) is in use. Choose another --port-base.`);
  });
}

async function rememberedOrFree(path: string): Promise<Ports> {
  const remembered = readRemembered(path);
  return choosePortOfEach(async (name) => {
    const port = remembered?.[name];
    return port !== undefined && (await isFree(port)) ? port : findFreePort();
  });
}

function readRemembered(path: string): Ports | undefined {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // This is the first start, or the file cannot be read. Any ports are fine.
    return undefined;
  }
}

async function choosePortOfEach(choose: (name: PortName) => Promise<number>): Promise<Ports> {
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
