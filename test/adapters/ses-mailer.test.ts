import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import type { SESClient } from '@aws-sdk/client-ses';
import PostalMime from 'postal-mime';
import { CredentialsProviderError } from '@smithy/core/config';
import { afterEach, describe, expect, it } from 'vitest';
import { createSesClient, createSesMailer } from '../../shared/adapters/ses-mailer.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { OutgoingEmail } from '../../shared/ports/mailer.ts';

const url = 'https://follow-up.inspectorate.example/f/7k4m-x2pd-9qwt-h6rv-c3nj-8bfa';

const email: OutgoingEmail = {
  mailId: 'mail-1',
  to: { name: 'Chief Superintendent Siân Tŷ', address: 'lead@essex.example' },
  subject: 'By 19 April: Essex 2016 six-week response',
  text: `OFFICIAL\n\nDear Chief Superintendent Siân Tŷ\n\nHere:\n${url}\n`,
  html: `<p>OFFICIAL</p><p><a href="${url}">${url}</a></p>`,
  replyTo: 'reply+k3m9@reply.inspectorate.example',
  thread: ['0102-first', '0102-second'],
  tags: { followup: 'essex-ncpi-2016-03-08', mail: 'mail-1', attempt: '1' },
  answersSomebody: false,
};

const accepted = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>0102-third</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>`;

function errorBody(code: string, message: string): string {
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>req-7</RequestId></ErrorResponse>`;
}

type Answer = (response: ServerResponse) => void;

function answering(status: number, body: string): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'req-7' });
    response.end(body);
  };
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Starts a server that acts as SES. It keeps each request that it read to the end. */
async function startSes(answer: Answer): Promise<{ endpoint: string; requests: URLSearchParams[] }> {
  const requests: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      answer(response);
    });
  });
  const port = await listen(server);
  open.push(() => {
    server.closeAllConnections();
    server.close();
    return Promise.resolve();
  });
  return { endpoint: `http://127.0.0.1:${port}`, requests };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

function clientFor(endpoint: string): SESClient {
  const client = createSesClient({
    endpoint,
    region: 'eu-west-2',
    credentials,
    requestTimeoutMilliseconds: 400,
  });
  open.push(() => {
    client.destroy();
    return Promise.resolve();
  });
  return client;
}

function mailerOf(client: SESClient) {
  return createSesMailer({
    client,
    from: { name: 'Follow-up team', address: 'follow-up@inspectorate.example' },
    configurationSet: 'revisit-test',
    region: 'eu-west-2',
  });
}

async function failureOf(sending: Promise<unknown>): Promise<ServiceError> {
  const [outcome] = await Promise.allSettled([sending]);
  if (outcome.status === 'fulfilled') throw new Error('The send was meant to fail, but SES took the email.');
  if (!(outcome.reason instanceof ServiceError)) throw outcome.reason;
  return outcome.reason;
}

describe('an email that goes to SES', () => {
  it('names one recipient, the configuration set and the tags, and gets an id from SES', async () => {
    const ses = await startSes(answering(200, accepted));
    await expect(mailerOf(clientFor(ses.endpoint)).send(email)).resolves.toEqual({
      sesMessageId: '0102-third',
    });
    const [request] = ses.requests;
    expect(Object.fromEntries(request ?? [])).toMatchObject({
      Action: 'SendRawEmail',
      Source: 'follow-up@inspectorate.example',
      'Destinations.member.1': 'lead@essex.example',
      ConfigurationSetName: 'revisit-test',
      'Tags.member.1.Name': 'followup',
      'Tags.member.1.Value': 'essex-ncpi-2016-03-08',
      'Tags.member.2.Name': 'mail',
      'Tags.member.2.Value': 'mail-1',
      'Tags.member.3.Name': 'attempt',
      'Tags.member.3.Value': '1',
    });
    expect(request?.get('Destinations.member.2')).toBeNull();
  });

  it('has a text and an HTML part, and belongs to the thread of the earlier emails', async () => {
    const { raw, message } = await sentMessage(email);
    expect(message.subject).toBe(email.subject);
    expect(message.to).toEqual([{ address: 'lead@essex.example', name: 'Chief Superintendent Siân Tŷ' }]);
    expect(message.from).toEqual({ address: 'follow-up@inspectorate.example', name: 'Follow-up team' });
    expect(message.replyTo).toEqual([{ address: 'reply+k3m9@reply.inspectorate.example', name: '' }]);
    expect(message.text).toContain(`\n${url}\n`);
    expect(message.html).toContain(url);
    expect(message.inReplyTo).toBe('<0102-second@eu-west-2.amazonses.com>');
    expect(message.references).toBe(
      '<0102-first@eu-west-2.amazonses.com> <0102-second@eu-west-2.amazonses.com>',
    );
    expect(header(message, 'auto-submitted')).toBe('auto-generated');
    expect(message.headers.map((entry) => entry.key)).not.toContain('x-auto-response-suppress');
    expect(message.headers.filter((entry) => entry.key.startsWith('list-'))).toEqual([]);
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/mu);
    expect(raw).not.toMatch(/base64/iu);
    expect(raw.split('\r\n')).toContain(url);
    expect(raw.split('\r\n').every((line) => line.length <= 76)).toBe(true);
  });

  it('starts a new thread if no email came before, and is marked as a reply if it answers someone', async () => {
    const { message } = await sentMessage({ ...email, thread: [], answersSomebody: true });
    expect(message.inReplyTo).toBeUndefined();
    expect(message.references).toBeUndefined();
    expect(header(message, 'auto-submitted')).toBe('auto-replied');
  });

  it('never gets an extra header from a name or a subject with a line break', async () => {
    const { message } = await sentMessage({
      ...email,
      to: { name: 'Shaw\r\nBcc: all@essex.example', address: 'lead@essex.example' },
      subject: 'By 19 April\r\nBcc: all@essex.example',
    });
    expect(message.bcc ?? []).toEqual([]);
    expect(message.to).toHaveLength(1);
  });
});

async function sentMessage(sent: OutgoingEmail) {
  const ses = await startSes(answering(200, accepted));
  await mailerOf(clientFor(ses.endpoint)).send(sent);
  const raw = Buffer.from(ses.requests[0]?.get('RawMessage.Data') ?? '', 'base64').toString('utf8');
  return { raw, message: await PostalMime.parse(raw) };
}

function header(message: { headers: { key: string; value: string }[] }, key: string): string | undefined {
  return message.headers.find((entry) => entry.key === key)?.value;
}

describe('the result of a failed send', () => {
  const outcomes: { when: string; answer: Answer; code: ServiceError['code'] }[] = [
    {
      when: 'SES reports that the sending rate is exceeded',
      answer: answering(400, errorBody('Throttling', 'Maximum sending rate exceeded.')),
      code: 'throttled',
    },
    {
      when: 'SES reports that the daily quota is exceeded',
      answer: answering(400, errorBody('Throttling', 'Daily message quota exceeded.')),
      code: 'throttled',
    },
    { when: 'SES answers 429', answer: answering(429, errorBody('Slow', 'Slow down')), code: 'throttled' },
    {
      when: 'SES rejects the message',
      answer: answering(
        400,
        errorBody('MessageRejected', 'Email address is not verified: lead@essex.example'),
      ),
      code: 'refused',
    },
    {
      when: 'sending is paused for the account',
      answer: answering(400, errorBody('AccountSendingPausedException', 'Sending is paused')),
      code: 'refused',
    },
    {
      when: 'a server before SES forbids the request',
      answer: answering(403, '<html>no</html>'),
      code: 'refused',
    },
    {
      when: 'the function may not send',
      answer: answering(403, errorBody('AccessDenied', 'not authorized to perform: ses:SendRawEmail')),
      code: 'defect',
    },
    {
      when: 'the configuration set does not exist',
      answer: answering(400, errorBody('ConfigurationSetDoesNotExist', 'no configuration set')),
      code: 'defect',
    },
    { when: 'a 4xx answer cannot be read', answer: answering(413, 'too large'), code: 'refused' },
    {
      when: 'the credentials have just expired',
      answer: answering(403, errorBody('ExpiredToken', 'The security token has expired')),
      code: 'unreachable',
    },
    {
      when: 'SES answers 500',
      answer: answering(500, errorBody('InternalFailure', 'Something')),
      code: 'outcome-unknown',
    },
    {
      when: 'SES answers 503, even if the answer names throttling',
      answer: answering(503, errorBody('Throttling', 'Busy')),
      code: 'outcome-unknown',
    },
    {
      when: 'a 5xx answer cannot be read',
      answer: answering(502, '<html>bad gateway'),
      code: 'outcome-unknown',
    },
    { when: 'the answer is 200 but is not XML', answer: answering(200, 'garbage'), code: 'outcome-unknown' },
    {
      when: 'the answer is 200 without an id',
      answer: answering(200, accepted.replace('0102-third', '')),
      code: 'outcome-unknown',
    },
    {
      when: 'the answer breaks off',
      answer: (response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('<SendRawEmailResponse', () => response.socket?.destroy());
      },
      code: 'outcome-unknown',
    },
    {
      when: 'the connection is reset after the request',
      answer: (response) => response.socket?.resetAndDestroy(),
      code: 'outcome-unknown',
    },
    { when: 'SES never answers', answer: () => undefined, code: 'outcome-unknown' },
  ];

  it.each(outcomes)('is "$code" if $when', async ({ answer, code }) => {
    const ses = await startSes(answer);
    const failure = await failureOf(mailerOf(clientFor(ses.endpoint)).send(email));
    expect(failure.code).toBe(code);
    expect(ses.requests).toHaveLength(1);
    expect(failure.message).not.toContain('@');
    expect(failure.cause).toBeUndefined();
  });

  it('quotes the refusal of SES without the address', async () => {
    const words = 'Email address is not verified: lead@essex.example';
    const ses = await startSes(answering(400, errorBody('MessageRejected', words)));
    const failure = await failureOf(mailerOf(clientFor(ses.endpoint)).send(email));
    expect(failure.message).toBe(
      'SES refused the message with 400 (MessageRejected, Email address is not verified: (address), SES request req-7).',
    );
  });

  it('is "unreachable", because nothing was sent, if no server listens', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const failure = await failureOf(mailerOf(clientFor(`http://127.0.0.1:${port}`)).send(email));
    expect(failure.code).toBe('unreachable');
  });

  it('is "unreachable", because nothing was sent, if the host name does not exist', async () => {
    const failure = await failureOf(mailerOf(clientFor('http://ses.invalid')).send(email));
    expect(failure.code).toBe('unreachable');
  });

  it('is "unreachable", because nothing was sent, if the connection ends before TLS is ready', async () => {
    const server = createTcpServer((socket) => socket.destroy());
    const port = await listen(server);
    open.push(() => {
      server.close();
      return Promise.resolve();
    });
    const failure = await failureOf(mailerOf(clientFor(`https://127.0.0.1:${port}`)).send(email));
    expect(failure.code).toBe('unreachable');
  });

  it('is "unreachable", because nothing was sent, if the connection takes too long', async () => {
    const listener = await startStoppedListener();
    const client = createSesClient({
      endpoint: `http://127.0.0.1:${listener.port}`,
      region: 'eu-west-2',
      credentials,
      connectionTimeoutMilliseconds: 200,
    });
    const failure = await failureOf(mailerOf(client).send(email));
    expect(failure.code).toBe('unreachable');
  });

  it('is "unreachable", because nothing was sent, if there are no credentials', async () => {
    const ses = await startSes(answering(200, accepted));
    const client = createSesClient({
      endpoint: ses.endpoint,
      region: 'eu-west-2',
      credentials: () =>
        Promise.reject(new CredentialsProviderError('no credentials', { tryNextLink: false })),
    });
    const failure = await failureOf(mailerOf(client).send(email));
    expect(failure.code).toBe('unreachable');
    expect(ses.requests).toHaveLength(0);
  });
});

/**
 * Starts a process that listens, fills its queue and stops it. The kernel then leaves every further connection
 * waiting.
 */
async function startStoppedListener(): Promise<{ port: number }> {
  const script = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 },
    function () { process.stdout.write(String(this.address().port)); process.kill(process.pid, 'SIGSTOP'); })`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (text: string) => {
      resolve(Number(text));
    });
  });
  const waiting = Array.from({ length: 8 }, () =>
    connect({ port, host: '127.0.0.1' }).on('error', () => undefined),
  );
  open.push(async () => {
    for (const socket of waiting) socket.destroy();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return { port };
}
