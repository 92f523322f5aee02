import type { Message } from '@aws-sdk/client-sqs';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { QueueName } from '../../infra/service-map.ts';
import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { startSmtpDoor } from '../../local/smtp-door.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startMeasuredService, type MeasuredService, type Measurement } from './measured-service.ts';

/** Asks, reminds and hears from a force by email, and records what each step asks of the services. */
export async function measureMail(emulators: EmulatorEndpoints): Promise<readonly Measurement[]> {
  const running = await startMeasuredService(emulators);
  try {
    await publishLoamshire(running.service);
    await sweepQuietly(running, '2016-03-09T10:00:00Z');
    const idle = await measureIdleSweep(running);
    await measureEmail(running, { group: 'One email', at: '2016-03-22T10:00:00Z', idle });
    await measureEmail(running, { group: 'A chaser', at: '2016-04-12T10:00:00Z', idle });
    await measureReplies(running);
    await measureBounce(running, idle);
    await measureDigests(running);
    return running.measurements;
  } finally {
    await running.stop();
  }
}

async function sweepQuietly(running: MeasuredService, instant: string): Promise<void> {
  running.at(instant);
  await running.invoke('sweep');
  await running.settle();
}

/** Measures what every sweep asks for, whether or not something is due. */
async function measureIdleSweep(running: MeasuredService): Promise<Measurement> {
  // An earlier sweep looked at the follow-up, so nothing is due now.
  await sweepQuietly(running, '2016-03-09T10:15:00Z');
  running.at('2016-03-09T10:30:00Z');
  await running.measure({ group: 'A sweep', title: 'nothing is due' }, () => running.invoke('sweep'));
  const [idle] = running.measurements;
  if (idle === undefined) throw new Error('The idle sweep was not measured.');
  return idle;
}

/**
 * Measures one email, from the sweep that finds it owed to the sweep that looks again after its delivery. Counts of a
 * sweep only what it asks beyond an idle sweep. The rest is the same for any number of emails.
 */
async function measureEmail(
  running: MeasuredService,
  { group, at, idle }: { group: string; at: string; idle: Measurement },
): Promise<void> {
  running.at(at);
  await running.measure({ group, title: 'sweep finds it owed, beyond an idle sweep', beyond: idle }, () =>
    running.invoke('sweep'),
  );
  const { wakeUp, others } = await takeWakeUpOf(running, 'lead');
  await running.measure({ group, title: 'send-notices claims, sends and records it' }, () =>
    running.handle('outgoing', wakeUp),
  );
  const events = await takeEvents(running);
  for (const { told, message } of events) {
    await running.measure({ group, title: `record-mail-event hears of ${told}` }, () =>
      running.handle('mail-events', message),
    );
  }
  for (const other of others) await running.handle('outgoing', other);
  await running.settle();
  await running.measure({ group, title: 'sweep looks at it again, beyond an idle sweep', beyond: idle }, () =>
    running.invoke('sweep'),
  );
  await running.settle();
  if (group !== 'One email') return;
  await running.measure({ group: 'A wake-up', title: 'send-notices finds nothing owed' }, () =>
    running.handle('outgoing', wakeUp),
  );
  const delivery = events.find(({ told }) => told === 'Delivery');
  if (delivery === undefined) throw new Error('SES reported no delivery.');
  await running.measure({ group: 'A mail event', title: 'a delivery that was told before' }, () =>
    running.handle('mail-events', delivery.message),
  );
  await sweepQuietly(running, '2016-03-22T10:15:00Z');
}

const wakeUpSchema = z.looseObject({ recipientId: z.string() });

/** Takes the wake-ups, and separates the one for this person from the others. */
async function takeWakeUpOf(
  running: MeasuredService,
  recipientId: string,
): Promise<{ wakeUp: Message; others: readonly Message[] }> {
  const wakeUps = await running.takeMessages('outgoing');
  const isWanted = ({ Body = '' }: Message): boolean =>
    wakeUpSchema.parse(JSON.parse(Body)).recipientId === recipientId;
  const wakeUp = only(wakeUps.filter(isWanted), `wake-up of ${recipientId}`);
  return { wakeUp, others: wakeUps.filter((one) => one !== wakeUp) };
}

const eventSchema = z.looseObject({ eventType: z.string() });

/** Takes the events of SES, oldest first. */
async function takeEvents(running: MeasuredService): Promise<{ told: string; message: Message }[]> {
  const messages = await running.takeMessages('mail-events');
  return messages
    .map((message) => ({ told: eventSchema.parse(JSON.parse(message.Body ?? '')).eventType, message }))
    .sort((a, b) => Number(b.told === 'Send') - Number(a.told === 'Send'));
}

/** The lead's address bounces. The deputy becomes the next recipient, and the owner is told. */
async function measureBounce(running: MeasuredService, idle: Measurement): Promise<void> {
  running.stack.sesDoor.setBehaviour(loamshire.lead, 'bounce');
  running.at('2016-04-22T10:00:00Z');
  await running.invoke('sweep');
  const { wakeUp, others } = await takeWakeUpOf(running, 'lead');
  for (const other of others) await running.handle('outgoing', other);
  await running.settle();
  await running.handle('outgoing', wakeUp);
  for (const { told, message } of await takeEvents(running)) {
    const handle = () => running.handle('mail-events', message);
    if (told === 'Bounce') await running.measure({ group: 'A mail event', title: 'a bounce' }, handle);
    else await handle();
  }
  running.at('2016-04-22T10:15:00Z');
  await running.measure(
    { group: 'A sweep', title: 'a follow-up whose email bounced, beyond an idle sweep', beyond: idle },
    () => running.invoke('sweep'),
  );
  await running.settle();
}

async function measureDigests(running: MeasuredService): Promise<void> {
  running.at('2016-04-25T08:00:00Z');
  await running.measure({ group: 'The digest', title: 'Monday: to the owner and to the head' }, () =>
    running.invoke('send-digest'),
  );
  await running.settle();
  running.at('2016-04-26T08:00:00Z');
  await running.measure({ group: 'The digest', title: 'another day: nothing is sent' }, () =>
    running.invoke('send-digest'),
  );
}

/** Mail of all kinds comes in by SMTP and is stored in its bucket, as if it came from SES. */
async function measureReplies(running: MeasuredService): Promise<void> {
  const { stack, service } = running;
  running.at('2016-04-13T10:00:00Z');
  const door = await startSmtpDoor({
    clock: stack.clock,
    s3: stack.clients.s3,
    sns: stack.clients.sns,
    rawMailBucket: stack.resources.buckets['raw-mail'],
    incomingMailTopicArn: stack.resources.topicArns['incoming-mail'],
    domains: [service.replyDomain],
    log: () => undefined,
  });
  const transport = createTransport({ url: door.endpoint, ignoreTLS: true });
  const lead = `"Chief Superintendent Shaw" <${loamshire.lead}>`;
  const request = await running.newestMailTo(loamshire.lead);
  const to = request.replyTo?.[0]?.address ?? '';
  const subject = `Re: ${request.subject ?? ''}`;
  const mails = {
    'an answer to a request': {
      from: lead,
      to,
      subject,
      inReplyTo: request.messageId,
      references: request.messageId,
      text: '1: part way\n2: done and checked',
    },
    'an automatic reply': {
      from: lead,
      to,
      subject: `Automatic reply: ${request.subject ?? ''}`,
      text: 'I am out of the office until 20 April 2016.',
      headers: { 'Auto-Submitted': 'auto-replied' },
    },
    'a stranger’s mail': {
      from: 'stranger@elsewhere.example',
      to: `reply@${service.replyDomain}`,
      subject: 'Loamshire',
      text: '1: part way',
    },
  };
  for (const [title, mail] of Object.entries(mails)) {
    await transport.sendMail(mail);
    const message = only(await waitForMessages(running, 'incoming-mail'), 'incoming mail');
    await running.measure({ group: 'An incoming mail', title }, () =>
      running.handle('incoming-mail', message),
    );
    await running.settle();
  }
  transport.close();
  await door.stop();
}

async function waitForMessages(running: MeasuredService, queue: QueueName): Promise<Message[]> {
  for (;;) {
    const messages = await running.takeMessages(queue);
    if (messages.length > 0) return messages;
  }
}

function only(messages: readonly Message[], what: string): Message {
  const [message] = messages;
  if (message === undefined || messages.length > 1) throw new Error(`${messages.length} of: ${what}.`);
  return message;
}
