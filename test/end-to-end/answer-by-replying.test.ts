import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmtpDoor, type SmtpDoor } from '../../local/smtp-door.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** The schedule sends the request. A mail program answers it over SMTP. The words of the answer appear in the form. */
describe('a lead who answers by replying to the email', () => {
  let running: RunningTestService;
  let door: SmtpDoor;

  beforeAll(async () => {
    running = await startTestService();
    const { stack, service } = running;
    await publishLoamshire(service);
    door = await startSmtpDoor({
      clock: stack.clock,
      s3: stack.clients.s3,
      sns: stack.clients.sns,
      rawMailBucket: stack.resources.buckets['raw-mail'],
      incomingMailTopicArn: stack.resources.topicArns['incoming-mail'],
      domains: [service.replyDomain],
      log: () => undefined,
    });
    await running.sweepOn(['2016-03-09', '2016-03-22']);
  });
  afterAll(async () => {
    await door.stop();
    await running.stop();
  });

  async function requestToLead() {
    const { sesDoor } = running.stack;
    const envelopes = (await sesDoor.mails()).filter(({ destinations }) =>
      destinations.includes(loamshire.lead),
    );
    const newest = envelopes.at(-1);
    if (newest === undefined) throw new Error('Nothing was sent to the lead.');
    return PostalMime.parse(await sesDoor.readMail(newest.id));
  }

  async function answer(write: (request: string) => string): Promise<void> {
    const request = await requestToLead();
    const transport = createTransport({ url: door.endpoint, ignoreTLS: true });
    await transport.sendMail({
      from: `"Chief Superintendent Shaw" <${loamshire.lead}>`,
      to: request.replyTo?.[0]?.address ?? '',
      subject: `Re: ${request.subject ?? ''}`,
      inReplyTo: request.messageId,
      references: request.messageId,
      text: write(request.text ?? ''),
    });
    transport.close();
    await running.runner.drain();
  }

  it('may write under the lines of the request, in a mail program of any language and without any marks', async () => {
    const head =
      'Von: Inspectorate follow-up team <follow-up@inspectorate.example>\nGesendet: Dienstag, 22. März 2016 10:00';
    await answer((request) => {
      const answered = request
        .replace(/^(1\. .*)$/mu, '$1\nAll forty officers were trained in March.')
        .replace(/^(2\. .*)$/mu, '$1\nNot started: we have no analyst.');
      return `Please see below.\n\n${head}\n\n${answered}`;
    });
    const { drafts } = await running.service.formReading.followUp(loamshire.followUpId);
    expect(drafts.map(({ number, emailed }) => [number, emailed?.[0]?.words])).toEqual([
      [1, 'All forty officers were trained in March.'],
      [2, 'Not started: we have no analyst.'],
    ]);
    for (const draft of drafts) await running.service.drafts.remove(loamshire.followUpId, draft);
  });

  it('finds the words in the draft, gets one email back and still owes the return', async () => {
    await answer(
      (request) =>
        `Hi Priya\n\n1: part way\n2: done and checked\n\nRegards\nShaw\n\nOn 22 March 2016, Inspectorate follow-up team wrote:\n${request.replace(/^/gmu, '> ')}`,
    );
    const record = await running.service.formReading.followUp(loamshire.followUpId);
    expect(record.drafts.map(({ number, answer: { status } }) => [number, status])).toEqual([
      [1, 'part-way'],
      [2, 'done-checked'],
    ]);
    expect(record.rounds.flatMap(({ returns }) => returns)).toEqual([]);
    const back = await requestToLead();
    expect(back.subject).toContain('Please check: your reply');
    expect(back.inReplyTo).toBeDefined();
  });

  it('still gets reminders, because the return was not sent', async () => {
    await running.sweepOn(['2016-04-12']);
    expect((await requestToLead()).subject).toContain('By 19 April');
  });
});
