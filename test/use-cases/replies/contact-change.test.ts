import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Contact } from '../../../shared/domain/contact.ts';
import type { Task } from '../../../shared/domain/desk/tasks.ts';
import {
  acceptContactChange,
  planContactChange,
  refuseContactChange,
} from '../../../shared/use-cases/replies/answer-contact-change.ts';
import { recordMailEvent } from '../../../shared/use-cases/sending/record-mail-event.ts';
import { seeDesk } from '../../../shared/use-cases/desk/see-desk.ts';
import { sendDigests } from '../../../shared/use-cases/desk/send-digests.ts';
import { readMailEvent } from '../../../shared/contracts/mail-event.ts';
import { corpusSesMessageId } from './corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';
import { receiveFrom } from './essex-mails.ts';

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

/** Returns the tasks of one kind on the desk. */
async function onDesk(kind: Task['kind']): Promise<Task[]> {
  const { toDo } = await seeDesk(inbox.service, {});
  return toDo.map(({ task }) => task).filter((task) => task.kind === kind);
}

async function holderOfRole(role: Contact['role']): Promise<Contact[]> {
  const contacts = await inbox.service.people.contacts('essex');
  return contacts.filter((contact) => contact.role === role && contact.to === undefined);
}

describe('a reply that says "not me, ask her"', () => {
  test('is on the desk until the owner accepts it, and then she is the lead and gets the form', async () => {
    const mail = await receiveFrom(inbox, 'not-me-picked-up');
    expect(await onDesk('change-contact')).toMatchObject([{ about: mail.id, followUpId: essexId }]);
    const change = await planContactChange(inbox.service, { mail: mail.id });
    expect(change).toMatchObject({
      how: 'instead',
      role: 'lead',
      name: 'Jane Okoro',
      email: 'jane.okoro@essex.police.example',
      round: 'six-week-response',
    });
    expect((await holderOfRole('lead')).map(({ name }) => name)).toEqual(['Chief Superintendent Shaw']);
    await acceptContactChange(inbox.service, { change, by: 'p-nair' });
    expect((await holderOfRole('lead')).map(({ name }) => name)).toEqual(['Jane Okoro']);
    expect(await onDesk('change-contact')).toEqual([]);
    const sent = await inbox.sent();
    const toHer = sent.find(({ to }) => to === 'jane.okoro@essex.police.example');
    expect(toHer?.text).toMatch(/\/f\/[0-9a-z-]{30,}/u);
    const address = /reply\+([0-9a-z-]{30,})@/u.exec(toHer?.raw ?? '')?.[1] ?? '';
    const alias = await inbox.service.links.findReplyAlias(inbox.service.tokens.hashToken(address) ?? '');
    expect(alias).toMatchObject({ followUpId: essexId, round: 'six-week-response' });
    expect(sent.map(({ to }) => to)).toContain('lead@essex.police.example');
    expect((await inbox.service.inbox.find(mail.id))?.reason).toBe('contact-changed');
    await expect(planContactChange(inbox.service, { mail: mail.id })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('changes nothing when the owner refuses it', async () => {
    const mail = await receiveFrom(inbox, 'not-me-picked-up');
    await refuseContactChange(inbox.service, { mail: mail.id, reason: 'rang: he stays', by: 'p-nair' });
    expect((await holderOfRole('lead')).map(({ name }) => name)).toEqual(['Chief Superintendent Shaw']);
    expect(await onDesk('change-contact')).toEqual([]);
    expect((await inbox.sent()).map(({ text }) => text.includes('We have your email'))).toEqual([true]);
  });

  test('can take an address that an admin found when the mail gives none', async () => {
    const mail = await receiveFrom(inbox, 'not-me-nobody-named');
    await expect(planContactChange(inbox.service, { mail: mail.id })).rejects.toMatchObject({
      code: 'bad-input',
    });
    const found = { name: 'DI Khan', email: 'khan@essex.police.example' };
    expect(await planContactChange(inbox.service, { mail: mail.id, ...found })).toMatchObject(found);
  });
});

describe('an automatic reply about an absence', () => {
  test('is on the desk and in the Monday digest, with its end and the stand-in', async () => {
    const mail = await receiveFrom(inbox, 'away-welsh-only');
    expect(await onDesk('away')).toMatchObject([
      {
        about: mail.id,
        contact: { id: 'lead', away: { standIn: { name: 'Siân Llŵyd' } } },
      },
    ]);
    await inbox.at('2016-04-18T09:00:00Z', () => sendDigests(inbox.service));
    const digest = (await inbox.sent()).find(({ text }) =>
      text.includes(`revisit contact accept ${mail.id}`),
    );
    expect(digest?.text).toContain('is away until 25 April 2016 and names Siân Llŵyd');
  });

  test('makes the stand-in a deputy for that time when the owner accepts it', async () => {
    const { id } = await receiveFrom(inbox, 'away-welsh-only');
    const change = await planContactChange(inbox.service, { mail: id });
    await acceptContactChange(inbox.service, { change, by: 'p-nair' });
    const contacts = await inbox.service.people.contacts('essex');
    const standIn = contacts.find(({ name }) => name === 'Siân Llŵyd');
    expect(standIn).toMatchObject({ role: 'deputy', email: 'sian.llwyd@essex.police.example' });
    expect(standIn?.to?.toString()).toBe('2016-04-25');
    expect((await onDesk('away'))[0]?.about).toBeUndefined();
  });

  test('no longer names a stand-in when the owner refuses it', async () => {
    const { id } = await receiveFrom(inbox, 'away-welsh-only');
    await refuseContactChange(inbox.service, { mail: id, reason: 'no', by: 'p-nair' });
    expect((await onDesk('away'))[0]?.contact?.away?.standIn).toBeUndefined();
  });

  /** The event that SES publishes for an automatic reply that came back to it. */
  const bounce = (recipient: object): string =>
    JSON.stringify({
      eventType: 'Bounce',
      mail: {
        messageId: corpusSesMessageId,
        timestamp: '2016-03-22T10:00:00Z',
        tags: { mail: ['mail-of-the-request'] },
      },
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'General',
        timestamp: '2016-04-12T08:00:00Z',
        bouncedRecipients: [recipient],
      },
    });

  async function record(body: string): Promise<void> {
    const reading = readMailEvent(body);
    if (reading.kind === 'not-ours') throw new Error(reading.why);
    await recordMailEvent(inbox.service, reading.message);
  }

  test('that SES reports without its text is shown, and the request still counts as accepted (F7)', async () => {
    await record(bounce({ emailAddress: 'lead@essex.police.example' }));
    const [unread] = await onDesk('away');
    expect(unread?.contact?.id).toBe('lead');
    expect(unread?.contact?.away?.mailId).toBeUndefined();
    expect(await onDesk('look-at-notice')).toEqual([]);
    await receiveFrom(inbox, 'away-exchange');
    await record(bounce({ emailAddress: 'lead@essex.police.example' }));
    const [task] = await onDesk('away');
    expect(task?.contact?.away?.backOn?.toString()).toBe('2016-04-25');
  });

  test('is not taken from a bounce that gives its reason', async () => {
    await record(bounce({ emailAddress: 'lead@essex.police.example', status: '4.2.2' }));
    expect(await onDesk('away')).toEqual([]);
  });
});

describe('mail in the holding pen', () => {
  test('is on the desk of its follow-up, in its owner’s digest and in the weekly assurance mail', async () => {
    const { id } = await receiveFrom(inbox, 'owner-question');
    expect(await onDesk('look-at-mail')).toMatchObject([{ about: id, followUpId: essexId }]);
    await inbox.service.people.putStaffMember({
      id: 'head',
      name: 'Programme head',
      email: 'head@inspectorate.example',
      telephone: '020 7946 0199',
      role: 'programme-head',
    });
    await inbox.at('2016-04-18T09:00:00Z', () => sendDigests(inbox.service));
    const sent = await inbox.sent();
    expect(sent.some(({ text }) => text.includes(`revisit inbox show ${id}`))).toBe(true);
    const assurance = sent.find(({ to }) => to === 'head@inspectorate.example')?.text ?? '';
    expect(assurance).toContain('1 email to us waits for a person, the oldest from 12 April 2016');
  });
});
