import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { functionNames, type FunctionName } from '../infra/service-map.ts';
import { isProblemKind, ServiceError } from '../shared/errors.ts';
import { readBody, startHttpServer, type HttpServer } from './http.ts';
import { behaviours, type Behaviour } from './ses-door/behaviours.ts';

interface LocalStatus {
  /** By the local clock. */
  now: string;
  /** Counts messages that nobody has processed yet, and messages that wait for their next try. */
  backlog: { toDo: number; waiting: number };
  mailsAccepted: number;
}

/** Controls a running local service, from its own process or from another one. */
export interface LocalControl {
  /** Calls a function once. Without an event it uses the event of the function's schedule. */
  invoke(name: FunctionName, event?: unknown): Promise<unknown>;
  /** Waits until every queue is empty and no function is running. */
  drain(): Promise<{ waiting: number }>;
  /** Sets the local clock for everything local. From there it continues to tick. */
  setAsOf(instant: Temporal.Instant): Promise<void>;
  /** Returns to the machine's own time. */
  resetClock(): Promise<void>;
  /** Sets how the local SES treats mail to this address. */
  setBehaviour(address: string, behaviour: Behaviour): Promise<void>;
  status(): Promise<LocalStatus>;
}

const commandSchema = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('invoke'),
    function: z.enum(functionNames),
    event: z.unknown().optional(),
  }),
  z.strictObject({ command: z.literal('drain') }),
  z.strictObject({ command: z.literal('set-as-of'), instant: z.string() }),
  z.strictObject({ command: z.literal('reset-clock') }),
  z.strictObject({
    command: z.literal('set-behaviour'),
    address: z.string(),
    behaviour: z.enum(behaviours),
  }),
  z.strictObject({ command: z.literal('status') }),
]);
type Command = z.infer<typeof commandSchema>;

const replySchema = z.union([
  z.strictObject({ failure: z.strictObject({ kind: z.string().optional(), detail: z.string() }) }),
  z.strictObject({ result: z.unknown().optional() }),
]);
type Reply = z.infer<typeof replySchema>;

const drainedSchema = z.strictObject({ waiting: z.number() });
const statusSchema = z.strictObject({
  now: z.string(),
  backlog: z.strictObject({ toDo: z.number(), waiting: z.number() }),
  mailsAccepted: z.number(),
});

/** Lets another process of this user control the service. The caller must know the token. */
export function startControlServer(options: {
  control: LocalControl;
  token: string;
  port: number;
}): Promise<HttpServer> {
  return startHttpServer({
    port: options.port,
    listener: (request, response) => {
      if (!knowsToken(request, options.token)) {
        writeReply(response, { status: 403, reply: { failure: { detail: 'The token is wrong.' } } });
        return;
      }
      obey(request, options.control).then(
        (result) => {
          writeReply(response, { status: 200, reply: { result } });
        },
        (error: unknown) => {
          writeReply(response, { status: 500, reply: { failure: describeFailure(error) } });
        },
      );
    },
  });
}

/** Controls a service that runs in another process. */
export function createControlClient(service: { endpoint: string; token: string }): LocalControl {
  const send = (command: Command): Promise<unknown> => sendCommand(service, command);
  return {
    invoke: (name, event) => send({ command: 'invoke', function: name, event }),
    drain: async () => drainedSchema.parse(await send({ command: 'drain' })),
    setAsOf: async (instant) => {
      await send({ command: 'set-as-of', instant: instant.toString() });
    },
    resetClock: async () => {
      await send({ command: 'reset-clock' });
    },
    setBehaviour: async (address, behaviour) => {
      await send({ command: 'set-behaviour', address, behaviour });
    },
    status: async () => statusSchema.parse(await send({ command: 'status' })),
  };
}

async function sendCommand(service: { endpoint: string; token: string }, command: Command): Promise<unknown> {
  let reply: Reply;
  try {
    const response = await fetch(service.endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    reply = replySchema.parse(await response.json());
  } catch (cause) {
    throw new ServiceError(
      'unreachable',
      'The local service does not answer. Start it with revisit local start.',
      { cause },
    );
  }
  if (!('failure' in reply)) return reply.result;
  const { kind, detail } = reply.failure;
  throw kind !== undefined && isProblemKind(kind) ? new ServiceError(kind, detail) : new Error(detail);
}

async function obey(request: IncomingMessage, control: LocalControl): Promise<unknown> {
  const parsed = commandSchema.safeParse(JSON.parse((await readBody(request, 1024 * 1024)).toString('utf8')));
  if (!parsed.success) throw new ServiceError('bad-input', 'The local service does not know this command.');
  const command = parsed.data;
  switch (command.command) {
    case 'invoke':
      return control.invoke(command.function, command.event);
    case 'drain':
      return control.drain();
    case 'set-as-of':
      return control.setAsOf(Temporal.Instant.from(command.instant));
    case 'reset-clock':
      return control.resetClock();
    case 'set-behaviour':
      return control.setBehaviour(command.address, command.behaviour);
    case 'status':
      return control.status();
  }
}

function knowsToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function describeFailure(error: unknown): { kind?: string; detail: string } {
  if (error instanceof ServiceError) return { kind: error.kind, detail: error.message };
  return { detail: error instanceof Error ? `${error.name}: ${error.message}` : 'An unknown failure.' };
}

function writeReply(response: ServerResponse, answer: { status: number; reply: Reply }): void {
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.reply));
}
