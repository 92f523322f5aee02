import type { Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { Config } from 'aws-ses-v2-local';
import * as z from 'zod';
import { startHttpServer } from '../http.ts';
import { nameOfError, type Log } from '../log.ts';
import { loopback } from '../loopback.ts';

/** A mail for the inbox. Its content is read only when it is shown. */
interface ShownMail {
  acceptedAt: string;
  read: () => Promise<Buffer>;
}

export interface Inbox {
  endpoint: string;
  /** Shows a mail soon. If that fails, nothing is lost, because the local SES keeps the mail. */
  show(mail: ShownMail): void;
  stop(): Promise<void>;
}

const storeSchema = z.looseObject({
  emails: z.array(z.looseObject({ messageId: z.string(), at: z.number() })),
});

/**
 * Starts the web inbox of aws-ses-v2-local behind a page that shows the local clock's time. The emulator gives each mail the
 * machine's time, and forgets everything when it ends.
 */
export async function startInbox(options: { port?: number; log: Log }): Promise<Inbox> {
  const emulator = await startHiddenInbox();
  const server = await startHttpServer({
    port: options.port,
    listener: (request, response) => {
      const url = new URL(request.url ?? '/', `http://${loopback}`);
      const method = request.method ?? 'GET';
      const known = method === 'GET' || (method === 'POST' && url.pathname === '/clear-store');
      if (!known) {
        writePage(response, { status: 404, type: 'text/plain', body: 'Not found' });
        return;
      }
      emulator.answer({ method, url }).then(
        (page) => {
          writePage(response, { status: 200, ...page });
        },
        (error: unknown) => {
          options.log(`inbox: a page failed (${nameOfError(error)})`);
          writePage(response, { status: 502, type: 'text/plain', body: 'The inbox does not answer' });
        },
      );
    },
  });

  let delivered = Promise.resolve();
  let stopped = false;
  return {
    endpoint: server.endpoint,
    show: (mail) => {
      delivered = delivered
        .then(() => (stopped ? undefined : emulator.deliver(mail)))
        .catch((error: unknown) => {
          options.log(`inbox: a mail cannot be shown (${nameOfError(error)})`);
        });
    },
    stop: async () => {
      stopped = true;
      await delivered;
      await server.stop();
      await emulator.stop();
    },
  };
}

interface HiddenInbox {
  deliver(mail: ShownMail): Promise<void>;
  answer(request: { method: string; url: URL }): Promise<{ type: string; body: string }>;
  stop(): Promise<void>;
}

/** Starts the emulator on a port that nobody else knows. Every page passes through our server and shows our time. */
async function startHiddenInbox(): Promise<HiddenInbox> {
  const hidden = await loadEmulator()({ host: loopback, port: 0 });
  const address = hidden.address();
  if (address === null || typeof address === 'string') throw new Error('The inbox has no port.');
  const hiddenEndpoint = `http://${loopback}:${address.port}`;
  // The emulator keeps its mail in the memory of the process, so an earlier inbox may have left some.
  await fetch(`${hiddenEndpoint}/clear-store`, { method: 'POST' });
  const acceptedAt = new Map<string, number>();

  const deliver: HiddenInbox['deliver'] = async (mail) => {
    const response = await fetch(hiddenEndpoint, {
      method: 'POST',
      headers: { authorization: 'AWS local' },
      body: new URLSearchParams({
        Action: 'SendRawEmail',
        'RawMessage.Data': (await mail.read()).toString('base64'),
      }),
    });
    const messageId = /<MessageId>(.*?)<\/MessageId>/.exec(await response.text())?.[1];
    if (messageId !== undefined) acceptedAt.set(messageId, Math.floor(Date.parse(mail.acceptedAt) / 1000));
  };

  const readStore = async (since: number): Promise<unknown> => {
    const response = await fetch(`${hiddenEndpoint}/store`);
    const store = storeSchema.parse(await response.json());
    const emails = store.emails.map((email) => ({
      ...email,
      at: acceptedAt.get(email.messageId) ?? email.at,
    }));
    // The page asks for newer mail than its last one. Look by position, because the local clock may go back.
    const lastSeen = emails.findLastIndex((email) => email.at === since);
    return { ...store, emails: emails.slice(Math.max(0, lastSeen)) };
  };

  const answer: HiddenInbox['answer'] = async ({ method, url }) => {
    if (method === 'GET' && url.pathname === '/store') {
      const since = Number(url.searchParams.get('since'));
      return { type: 'application/json', body: JSON.stringify(await readStore(since)) };
    }
    const response = await fetch(`${hiddenEndpoint}${url.pathname}${url.search}`, { method });
    return { type: response.headers.get('content-type') ?? 'text/html', body: await response.text() };
  };

  return {
    deliver,
    answer,
    stop: async () => {
      await new Promise((resolve) => {
        hidden.close(resolve);
        hidden.closeAllConnections();
      });
    },
  };
}

type StartEmulator = (config: Partial<Config>) => Promise<Server>;

const emulatorSchema = z.looseObject({
  default: z.custom<StartEmulator>((value) => typeof value === 'function'),
});

/** Loads the emulator only for an inbox, because it is slow. It is CommonJS, and loaders disagree on its default export. */
function loadEmulator(): StartEmulator {
  return emulatorSchema.parse(createRequire(import.meta.url)('aws-ses-v2-local')).default;
}

function writePage(response: ServerResponse, page: { status: number; type: string; body: string }): void {
  response.writeHead(page.status, { 'content-type': page.type }).end(page.body);
}
