import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../../functions/progress-form/routes.ts';
import { planContactRemoval, removeContact } from '../../../shared/use-cases/people/remove-contact.ts';
import { eraseContact, planErasure } from '../../../shared/use-cases/privacy/erase-contact.ts';
import { moveContact, planContactMove } from '../../../shared/use-cases/people/move-contact.ts';
import { addContact, planContact } from '../../../shared/use-cases/people/add-contact.ts';
import { answerHandover } from '../../../shared/use-cases/handover/answer-handover.ts';
import { acceptContactChange } from '../../../shared/use-cases/replies/answer-contact-change.ts';
import { renameBody } from '../../../shared/use-cases/people/rename-body.ts';
import { day } from '../../builders/follow-up.ts';
import { enterCode } from '../../support/enter-code.ts';
import { answer, donePractice, doneDetails, planDetails } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const hasPassed = 'This form has passed to someone else';

describe('a lead whose role ends', () => {
  let running: FormTestService;
  let link: string;
  let former: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    link = await running.link();
    former = createFormReader(running.endpoint);
    await former.post(link);
    await enterCode(running, { reader: former });
    await answer(former, 1, { status: 'done-checked', details: doneDetails });
    restore = await running.markPoint([former]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  const today = day('2016-04-12');

  async function lead() {
    const contacts = await running.service.people.contacts('essex');
    const found = contacts.find(({ id }) => id === 'lead');
    if (found === undefined) throw new Error('There is no lead.');
    return found;
  }

  const audit = {
    at: Temporal.Instant.from('2016-04-12T10:00:00Z'),
    by: 'test',
    action: 'test',
    summary: 'Test.',
  };

  async function endRole(to: string): Promise<void> {
    await running.service.people.putContact({ ...(await lead()), to: day(to) }, { isNew: false, audit });
  }

  const endings: Readonly<Record<string, () => Promise<void>>> = {
    'is removed': async () => {
      const { service } = running;
      const removal = await planContactRemoval(service, { body: 'essex', contact: 'lead' });
      await removeContact(service, { removal, by: 'test' });
    },
    'is removed after an email to them is on record': async () => {
      const { service } = running;
      const removal = await planContactRemoval(service, { body: 'essex', contact: 'lead' });
      const ended = { ...removal.contact, to: today };
      await removeContact(service, { removal: { ...removal, contact: ended, how: 'ended' }, by: 'test' });
    },
    'moves to another role': async () => {
      const { service } = running;
      const planned = await planContactMove(service, {
        body: 'essex',
        contact: 'lead',
        on: today,
        toRole: 'chief-officer',
      });
      await moveContact(service, { planned, by: 'test' });
    },
    'has a role that ends today': () => endRole('2016-04-12'),
    'has a role that ended yesterday': () => endRole('2016-04-11'),
    'has a successor whose role begins today': async () => {
      const { service } = running;
      const planned = await planContact(service, {
        body: 'essex',
        role: 'lead',
        name: 'Superintendent Khan',
        email: 'khan@essex.police.example',
        from: today,
      });
      await addContact(service, { planned, by: 'test' });
    },
    'is erased': async () => {
      const { service } = running;
      const erasure = await planErasure(service, { body: 'essex', contact: 'lead' });
      await eraseContact(service, { erasure, by: 'test' });
    },
    'has passed the form on': async () => {
      await former.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@essex.police.example' });
    },
    'has passed the form to another domain, and the owner agreed': async () => {
      await former.post('/form/pass-on', { name: 'Ms Jones', email: 'jones@council.example' });
      const [handover] = await running.service.handovers.ofFollowUp(essexId);
      await answerHandover(running.service, {
        followUpId: essexId,
        handoverId: handover?.id ?? '',
        agrees: true,
        by: 'p-nair',
      });
    },
    'named a successor by email, and the owner accepted': async () => {
      const { service } = running;
      const mail = {
        id: '2016-04-12-abcd1234',
        receiptId: 'receipt-1',
        receivedAt: service.clock.now(),
        rawKey: 'raw/1',
        verdicts: { spam: 'PASS', virus: 'PASS', dmarc: 'PASS', dkim: 'PASS', spf: 'PASS' },
        envelopeFrom: 'lead@essex.police.example',
        place: 'holding-pen',
        reason: 'names-somebody-else',
        version: 1,
      } as const;
      await acceptContactChange(service, {
        change: {
          mail: await service.inbox.add(mail),
          followUp: (await service.followUps.load(essexId)).followUp,
          contact: await lead(),
          how: 'instead',
          role: 'lead',
          part: 'answers',
          name: 'Superintendent Khan',
          email: 'khan@essex.police.example',
          from: today,
          to: undefined,
          round: 'six-week-response',
        },
        by: 'p-nair',
      });
    },
  };

  /** Lists every address of the form, as a browser could ask for it. */
  function addresses(): { method: 'GET' | 'POST'; path: string }[] {
    return routes
      .filter(({ path }) => path.startsWith('/form') && path !== '/form/leave')
      .map(({ method, path }) => ({
        method,
        path: path.replace(':number', '1').replace(':id', '3e8f9c1a-0000-4000-8000-000000000000'),
      }));
  }

  it.each(Object.keys(endings))('has no access at any address when the lead %s (F30)', async (ending) => {
    const opened = await former.get('/form/recommendation/2');
    await endings[ending]?.();
    const before = (await running.inbox()).length;
    const items = await running.tableContent();
    for (const { method, path } of addresses()) {
      const page =
        method === 'GET'
          ? await former.get(path)
          : await former.post(path, { status: 'not-started', version: '1' });
      expect([method, path, page.status, page.text.includes(hasPassed)]).toEqual([method, path, 404, true]);
      expect(page.text).not.toContain(donePractice);
      expect(page.html).not.toMatch(/essex|khan|jones|shaw/iu);
    }
    for (const method of ['GET', 'POST'] as const) {
      const page = method === 'GET' ? await former.get(link) : await former.post(link);
      expect([page.status, page.text.includes(hasPassed)]).toEqual([404, true]);
    }
    const late = await former.post('/form/recommendation/2/details', planDetails, opened);
    expect(late.text).toContain('Train all response officers.');
    expect(await running.inbox()).toHaveLength(before);
    expect(await running.tableContent()).toEqual(items);
  });

  it("has a new link emailed to today's lead, and never to themselves (F30)", async () => {
    await endRole('2016-04-12');
    await former.post(`${link}/new-link`);
    await former.post('/new-link');
    const mails = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect(mails.map(({ to }) => to)).toEqual(['deputy@essex.police.example', 'deputy@essex.police.example']);
  });

  it('gets no code, even if their link was never revoked (F30)', async () => {
    await endRole('2016-04-12');
    const stranger = createFormReader(running.endpoint);
    await stranger.post(link);
    expect(stranger.cookies.size).toBe(0);
    const mails = (await running.inbox()).filter(({ subject }) => subject.includes('code'));
    expect(mails).toHaveLength(1);
  });

  it('no longer lends access to the officer whom they asked to approve (F30)', async () => {
    await former.post('/form/approve', {
      approver: 'ask',
      'asked-name': 'Wynn',
      'asked-rank': 'ACC',
      'asked-email': 'wynn@essex.police.example',
    });
    const mail = (await running.inbox()).find(({ to }) => to.startsWith('wynn@'));
    const officersLink = /\/f\/[0-9a-z-]+/u.exec(mail?.text ?? '')?.[0] ?? '';
    const officer = createFormReader(running.endpoint);
    expect((await officer.post(officersLink)).path).toBe('/form');
    const deputy = createFormReader(running.endpoint);
    expect((await deputy.post(await running.link({ contactId: 'deputy' }))).text).toContain('Waiting for');
    await endRole('2016-04-12');
    expect((await deputy.get('/form')).text).not.toContain('Waiting for');
    expect((await officer.get('/form')).text).toContain(hasPassed);
    expect((await officer.get(officersLink)).text).toContain(hasPassed);
  });

  it('cannot approve anything after they are erased (F30)', async () => {
    await former.post('/form/approve', {
      approver: 'ask',
      'asked-name': 'Wynn',
      'asked-rank': 'ACC',
      'asked-email': 'sign-off@essex.police.example',
    });
    const mail = (await running.inbox()).find(({ to }) => to.startsWith('sign-off@'));
    const officer = createFormReader(running.endpoint);
    await officer.post(/\/f\/[0-9a-z-]+/u.exec(mail?.text ?? '')?.[0] ?? '');
    expect((await officer.get('/form')).status).toBe(200);
    const { service } = running;
    const erasure = await planErasure(service, { body: 'essex', contact: 'sign-off' });
    await eraseContact(service, { erasure, by: 'test' });
    expect((await officer.get('/form')).text).toContain(hasPassed);
    expect((await former.get('/form')).status).toBe(200);
  });

  it('cannot take back what they passed on once somebody else decided about it (F30)', async () => {
    await former.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@essex.police.example' });
    const told = (await running.inbox()).find(
      ({ to, subject }) => to.startsWith('lead@') && subject.includes('passed to'),
    );
    const undoLink = /\/f\/[0-9a-z-]+/u.exec(told?.text ?? '')?.[0] ?? '';
    expect((await former.get(undoLink)).text).toContain('Take it back');
    const { service } = running;
    const planned = await planContact(service, {
      body: 'essex',
      role: 'lead',
      name: 'Superintendent Price',
      email: 'price@essex.police.example',
      from: day('2016-04-13'),
    });
    await addContact(service, { planned, by: 'test' });
    running.setClock('2016-04-13T10:00:00Z');
    expect((await former.get(undoLink)).text).toContain('too late');
    await former.post(undoLink);
    const contacts = await service.people.contacts('essex');
    expect(contacts.find(({ id }) => id === 'lead')?.to?.toString()).toBe('2016-04-12');
  });

  it('still has access when only the name of the force changes', async () => {
    await renameBody(running.service, {
      body: 'essex',
      name: 'Essex Constabulary',
      from: today,
      by: 'test',
    });
    const page = await former.get('/form');
    expect([page.status, page.text.includes('1 of 5 answers saved')]).toEqual([200, true]);
    expect((await createFormReader(running.endpoint).post(link)).path).toBe('/form');
  });
});
