import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { SAVED_IN_EMAIL, type Draft } from '../../../shared/domain/form/form.ts';
import type { IncomingMail } from '../../../shared/domain/replies/incoming-mail.ts';
import { receiveReply } from '../../../shared/use-cases/replies/receive-reply.ts';
import { lookAtMail } from '../../../shared/use-cases/replies/look-at-mail.ts';
import {
  assignMail,
  discardMail,
  planMailAssignment,
} from '../../../shared/use-cases/replies/settle-mail.ts';
import { countWaitingMail } from '../../../shared/use-cases/replies/waiting-mail.ts';
import { corpusReceivedAt } from './corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';
import { leadReply, receiveFrom } from './essex-mails.ts';

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

const receive = (file: string): Promise<IncomingMail> => receiveFrom(inbox, file);
const reply = leadReply;

async function drafts(): Promise<readonly Draft[]> {
  return (await inbox.service.formReading.followUp(essexId)).drafts;
}

describe('an answer by email', () => {
  test('fills in the form with what it states plainly, and does not count as a return', async () => {
    await inbox.receive(
      ...reply('Rec 2: Part way. We expect to finish in October 2016.\r\n\r\nRec 3: nearly done'),
    );
    const [second, third] = await drafts();
    expect(second?.answer).toEqual({
      status: 'part-way',
      words: {
        'plan-where': 'here',
        'plan-what': 'Part way. We expect to finish in October 2016.',
        'plan-month': '10',
        'plan-year': '2016',
      },
      evidence: [],
    });
    expect(third?.answer.status).toBeUndefined();
    expect(third?.emailed?.[0]?.words).toBe('nearly done');
    const { rounds } = await inbox.service.formReading.followUp(essexId);
    expect(rounds.every(({ returns }) => returns.length === 0)).toBe(true);
  });

  test('that only gives a status answers no other question', async () => {
    await inbox.receive(...reply('Rec 3: not started'));
    expect((await drafts())[0]?.answer).toEqual({ status: 'not-started', words: {}, evidence: [] });
  });

  test('can name recommendations in two ways in one list', async () => {
    await inbox.receive(...reply('Rec 1 - done and checked\r\n2: part way\r\nRec 4: nearly done'));
    expect((await drafts()).map(({ number }) => number)).toEqual([1, 2, 4]);
  });

  test('is read when its words are new, even if its Message-ID came before (F28)', async () => {
    const [first, receipt] = reply('Rec 2: part way.');
    const [second, again] = reply('Rec 3: not started.', { minute: 1 });
    await inbox.receive(first, receipt);
    const sameId = /^Message-ID: .*$/mu.exec(first)?.[0] ?? '';
    await inbox.receive(second.replace(/^Message-ID: .*$/mu, sameId), again);
    expect((await drafts()).map(({ number }) => number)).toEqual([2, 3]);
  });

  test('is confirmed with the names of the files that were not kept', async () => {
    await receive('answer-dangerous-attachments');
    const [sent] = await inbox.sent();
    expect(sent?.text).toContain(
      '3 attachments are not kept: we do not take files of this type. We take documents and pictures',
    );
    await inbox.reset();
    await receive('answer-attachment-only');
    expect((await inbox.sent())[0]?.text).toContain('We found no answers in the text of your email');
  });

  test('never changes what a person has typed, and is kept beside it', async () => {
    const typed: Draft = {
      round: 'six-week-response',
      number: 2,
      answer: { status: 'not-started', words: { obstacles: 'No analyst.' }, evidence: [] },
      complete: false,
      version: 0,
      savedAt: corpusReceivedAt,
      savedBy: 'lead',
      savedIn: 'a-browser',
    };
    const round = { id: 'six-week-response' as const, savedAnswers: [], returns: [], version: 0 };
    await inbox.service.drafts.save({ followUpId: essexId, draft: typed, round });
    await inbox.receive(...reply('Rec 2: done and checked'));
    const [draft] = await drafts();
    expect(draft?.answer).toEqual(typed.answer);
    expect(draft?.savedIn).toBe('a-browser');
    expect(draft?.emailed?.map(({ words }) => words)).toEqual(['done and checked']);
  });

  test('is added to what an earlier email said', async () => {
    await inbox.receive(...reply('Rec 2: part way'));
    await inbox.receive(...reply('Rec 2: not started in the north', { minute: 5 }));
    const [draft] = await drafts();
    expect(draft?.emailed?.map(({ words }) => words)).toEqual(['part way', 'not started in the north']);
    expect(draft?.savedIn).toBe(SAVED_IN_EMAIL);
  });

  test('is confirmed with a link that opens the round, and without any of its words', async () => {
    await receive('answer-outlook-2010');
    const [sent] = await inbox.sent();
    expect(sent?.to).toBe('lead@essex.police.example');
    const text = sent?.raw.replace(/=\r?\n/gu, '') ?? '';
    expect(text).not.toContain('risk assessment');
    const token = /\/f\/([0-9a-z-]{30,})/u.exec(text)?.[1] ?? '';
    const link = await inbox.service.links.find(inbox.service.tokens.hashToken(token) ?? '');
    expect(link).toMatchObject({ followUpId: essexId, contactId: 'lead', round: 'six-week-response' });
  });

  test('has its files stored so that no browser opens them', async () => {
    await receive('answer-with-plan');
    const { attachments } = await inbox.service.formReading.followUp(essexId);
    expect(attachments.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['Essex action plan.pdf', 'application/pdf'],
    ]);
    const id = attachments[0]?.id ?? '';
    const content = await inbox.service.attachments.read(`${essexId}/six-week-response/${id}`);
    expect(Buffer.from(content).toString('latin1')).toMatch(/^%PDF-1\.4/u);
    const { ContentDisposition: disposition } = await inbox.stack.clients.s3.send(
      new HeadObjectCommand({
        Bucket: inbox.stack.resources.buckets.attachments,
        Key: `${essexId}/six-week-response/${id}`,
      }),
    );
    expect(disposition).toBe('attachment');
  });

  test('is taken once when it is reported twice', async () => {
    const [raw, receipt] = reply('Rec 2: part way');
    await inbox.receive(raw, receipt);
    await inbox.notify(receipt);
    expect((await drafts())[0]?.emailed).toHaveLength(1);
    expect(await inbox.sent()).toHaveLength(1);
  });

  test('waits in the holding pen if the function dies while it reads the table, and is taken at the retry', async () => {
    const [raw, receipt] = reply('Rec 2: part way');
    const broken = {
      ...inbox.service,
      formReading: {
        ...inbox.service.formReading,
        followUp: () => Promise.reject(new Error('The process died.')),
      },
    };
    await inbox.stack.clients.s3.send(
      new (await import('@aws-sdk/client-s3')).PutObjectCommand({
        Bucket: inbox.stack.resources.buckets['raw-mail'],
        Key: receipt.rawKey,
        Body: raw,
      }),
    );
    await expect(receiveReply(broken, receipt)).rejects.toThrow('died');
    expect((await inbox.service.inbox.holdingPen()).map(({ reason }) => reason)).toEqual(['not-read-yet']);
    expect((await receiveReply(inbox.service, receipt)).reason).toBe('put-into-draft');
    expect(await inbox.service.inbox.holdingPen()).toEqual([]);
  });

  test('leaves none of its words, no address and no token in the log', async () => {
    const start = inbox.log.length;
    await receive('answer-outlook-2010');
    await receive('away-exchange');
    const lines = inbox.log.slice(start).join('\n');
    expect(lines).not.toMatch(/@|risk assessment|reply\+|Shaw/u);
    expect(lines).toContain('mail-taken');
  });
});

describe('an automatic reply', () => {
  test('is recorded with its return date and its deputy, and the round goes on', async () => {
    await receive('away-exchange');
    const contacts = await inbox.service.people.contacts('essex');
    const lead = contacts.find(({ id }) => id === 'lead');
    expect(lead?.away?.backOn?.toString()).toBe('2016-04-25');
    expect(lead?.away?.standIn).toEqual({
      name: 'Det Supt Anne Price',
      email: 'anne.price@essex.police.example',
    });
    expect(await drafts()).toEqual([]);
  });

  test('without a text is recorded as an absence without details', async () => {
    await receive('away-no-text');
    const contacts = await inbox.service.people.contacts('essex');
    const away = contacts.find(({ id }) => id === 'lead')?.away;
    expect(away?.since.toString()).toBe(corpusReceivedAt.toString());
    expect(away?.backOn).toBeUndefined();
  });
});

describe('a report that an email was not delivered', () => {
  const unreachable = async (): Promise<string | undefined> => {
    const contacts = await inbox.service.people.contacts('essex');
    return contacts.find(({ id }) => id === 'lead')?.unreachable?.reason;
  };
  const facts = async (): Promise<string[]> => {
    const { notices } = await inbox.service.followUps.load(essexId);
    return Object.keys(notices[0]?.facts ?? {});
  };

  test('makes the contact unreachable when the address does not exist', async () => {
    await receive('report-postfix-unknown');
    expect(await unreachable()).toBe('bounced');
    expect(await facts()).toContain('permanentBounce');
  });

  test.each(['report-mailbox-full', 'report-policy', 'report-about-another-address'])(
    'shows that the email did not arrive, but keeps the address in use, when it is %s',
    async (file) => {
      await receive(file);
      expect(await unreachable()).toBeUndefined();
      expect(await facts()).toContain('rejected');
    },
  );

  test('changes nothing permanent when it only warns of a delay', async () => {
    await receive('report-sendmail-warning');
    expect(await unreachable()).toBeUndefined();
    expect(await facts()).toContain('delayed');
  });

  test('changes nothing when it names no email of ours', async () => {
    await receive('report-forged');
    expect(await unreachable()).toBeUndefined();
    expect(await facts()).not.toContain('permanentBounce');
  });
});

describe('the holding pen', () => {
  test('shows what waits, what it may be about and how Revisit found that', async () => {
    const mail = await receive('stranger-with-token');
    const seen = await lookAtMail(inbox.service, mail.id);
    expect(seen.suggestions.map(({ followUp, ground }) => [followUp.id, ground])).toEqual([
      [essexId, 'reply-token'],
    ]);
    expect(seen.message?.text.trim()).toBe('2: done and checked');
  });

  test('suggests a follow-up by the mail domain or the subject when nothing certain was found', async () => {
    const lost = {
      ...reply('2: part way')[1],
      recipients: ['follow-up@reply.inspectorate.example'],
      envelopeFrom: 'someone@essex.police.example',
    };
    const written = (from: string, subject: string): string =>
      [`From: ${from}`, `Subject: ${subject}`, '', '2: part way', ''].join('\r\n');
    const grounds = async (raw: string, id: string) => {
      const mail = await inbox.receive(raw, { ...lost, id, rawKey: `mail/${id}` });
      const { suggestions } = await lookAtMail(inbox.service, mail.id);
      expect(mail.about).toBeUndefined();
      return suggestions.map(({ followUp, ground }) => [followUp.id, ground]);
    };
    expect(
      await grounds(written('Someone <someone@essex.police.example>', 'Your letter'), 'aaaaaaaa1'),
    ).toEqual([[essexId, 'mail-domain']]);
    expect(
      await grounds(written('Dave <dave@home.example>', 'Essex six-week response'), 'bbbbbbbb1'),
    ).toEqual([[essexId, 'subject']]);
    expect(await grounds(written('Dave <dave@home.example>', 'Hello'), 'cccccccc1')).toEqual([]);
  });

  test('lets a human put an answer into the form, and is then empty', async () => {
    const { id } = await receive('stranger-with-token');
    const assignment = await planMailAssignment(inbox.service, {
      mail: id,
      followUp: 'essex',
      onFile: false,
    });
    expect(assignment).toMatchObject({ how: 'into-draft', contact: { id: 'lead' } });
    const mail = await assignMail(inbox.service, { assignment, by: 'p-nair' });
    expect(mail).toMatchObject({ place: 'taken', reason: 'put-into-draft', settledBy: { by: 'p-nair' } });
    expect((await drafts()).map(({ number }) => number)).toEqual([2]);
    expect(await inbox.service.inbox.holdingPen()).toEqual([]);
    const audit = await inbox.service.followUps.audit(essexId);
    expect(audit.filter(({ action }) => action === 'assign-mail')).toMatchObject([{ by: 'p-nair' }]);
  });

  test('lets a human file a mail that is no answer with its follow-up, outside the form', async () => {
    const { id } = await receive('owner-more-time');
    const assignment = await planMailAssignment(inbox.service, {
      mail: id,
      followUp: 'essex',
      onFile: false,
    });
    expect(assignment.how).toBe('on-file');
    await assignMail(inbox.service, { assignment, by: 'p-nair' });
    expect(await drafts()).toEqual([]);
    const record = await inbox.service.followUps.load(essexId);
    expect(record.rounds.flatMap(({ mails = [] }) => mails.map(({ state }) => state))).toEqual(['settled']);
  });

  test('never opens a virus, and puts no words into a form twice', async () => {
    const virus = await receive('virus-with-token');
    expect((await lookAtMail(inbox.service, virus.id)).message).toBeUndefined();
    const onFile = { followUp: 'essex', onFile: false };
    await expect(planMailAssignment(inbox.service, { mail: virus.id, ...onFile })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const put = await receive('answer-no-date');
    await expect(planMailAssignment(inbox.service, { mail: put.id, ...onFile })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('lets a human discard a mail with a reason', async () => {
    const { id } = await receive('stranger-without-token');
    const mail = await discardMail(inbox.service, { id, reason: 'advertising', by: 'p-nair' });
    expect(mail).toMatchObject({ place: 'discarded', settledBy: { by: 'p-nair', note: 'advertising' } });
    expect(await inbox.service.inbox.holdingPen()).toEqual([]);
  });

  test('raises the alarm the next morning about mail that nobody has looked at', async () => {
    await receive('owner-question');
    const dayAfter = { now: () => corpusReceivedAt.add({ hours: 24 }) };
    expect(await countWaitingMail(inbox.service)).toBe(0);
    expect(await countWaitingMail({ ...inbox.service, clock: dayAfter })).toBe(1);
  });

  test('lists everything that came in during a period, even across the end of a month', async () => {
    await receive('thanks-noted');
    const from = Temporal.Instant.from('2016-03-31T00:00:00Z');
    const to = Temporal.Instant.from('2016-05-01T00:00:00Z');
    expect(await inbox.service.inbox.between(from, to)).toHaveLength(1);
    expect(await inbox.service.inbox.between(from, from.add({ hours: 24 }))).toHaveLength(0);
  });
});
