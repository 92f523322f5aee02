import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailingLimits, type MailingClick } from '../../../shared/domain/form/mailing-limits.ts';
import { codeMailedTo, enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails, planDetails, send } from '../../support/form-answers.ts';
import { createFormReader, type Fields, type FormReader, type ReadPage } from '../../support/form-reader.ts';
import { publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const badNames = [
  'Khan\nYour account is locked: go to the address below',
  'Khan https://evil.example/login',
  'Visit evil.example',
  'khan@evil.example',
  'Khan\u2028Dear all',
  'Khan\u001b[31m',
];

describe('the form, protected against use as a mail relay', () => {
  let running: FormTestService;
  let link: string;
  let lead: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    link = await running.link();
    lead = createFormReader(running.endpoint);
    await lead.post(link);
    await enterCode(running, { reader: lead });
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    await answerWhole(lead);
    restore = await running.markPoint([lead]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  const ask = (number: number): Fields => ({
    approver: 'ask',
    'asked-name': `Wynn ${number}`,
    'asked-rank': 'ACC',
    'asked-email': `wynn${number}@essex.police.example`,
  });

  it('refuses a name with several lines or an email address in every field that goes into an email (F32)', async () => {
    const before = (await running.inbox()).length;
    const places: readonly [string, (name: string) => Fields][] = [
      ['/form/pass-on', (name) => ({ name, email: 'khan@essex.police.example' })],
      ['/form/approve', (name) => ({ ...ask(1), 'asked-name': name })],
      ['/form/approve', (name) => ({ ...ask(1), 'asked-rank': name })],
      ['/form/approve', (name) => ({ approver: 'me', name, rank: 'CS' })],
      ['/form/approve', (name) => ({ approver: 'me', name: 'Shaw', rank: name })],
      [
        '/form/approve',
        (name) => ({
          approver: 'other',
          'other-name': name,
          'other-rank': 'ACC',
          'approved-day': '11',
          'approved-month': '4',
          'approved-year': '2016',
        }),
      ],
    ];
    for (const [place, [path, fields]] of places.entries()) {
      // All fields share one rule. The first one meets every bad name, and each of the others meets two.
      const names = place === 0 ? badNames : [badNames[0], badNames[place]];
      for (const name of names) {
        const page = await lead.post(path, fields(name ?? ''));
        expect([
          path,
          page.status,
          page.text.includes('must be on one line, without a web or email address'),
        ]).toEqual([path, 400, true]);
      }
    }
    expect(await running.inbox()).toHaveLength(before);
  });

  it('says kindly that there were too many clicks and when to try again, and gives back what was typed (F32)', async () => {
    const pages: ReadPage[] = [];
    for (let number = 1; number <= 25; number += 1) pages.push(await lead.post('/form/approve', ask(number)));
    const statuses = pages.map(({ status }) => status);
    expect(statuses).toEqual([
      ...Array.from({ length: 5 }, () => 200),
      ...Array.from({ length: 20 }, () => 429),
    ]);
    const refused = pages.at(-1);
    expect(refused?.text).toContain('Please wait a little');
    expect(refused?.text).toContain('try again at 12pm on 12 April 2016');
    expect(refused?.text).toContain('nothing was sent and nothing was changed');
    expect(refused?.text).toContain('Wynn 25');
    const asked = (await running.inbox()).filter(({ to }) => to.startsWith('wynn'));
    expect(asked).toHaveLength(5);
    expect((await running.service.formReading.followUp('essex-ncpi-2016-03-08')).approvals).toHaveLength(5);
    running.setClock('2016-04-12T11:00:01Z');
    expect((await lead.post('/form/approve', ask(26))).status).toBe(200);
  });

  it('answers a mistake in an address with a page, at every field for one', async () => {
    for (const email of [
      'john.smith.@essex.police.example',
      'john@essex.police.example.',
      'a..b@essex.police.example',
    ]) {
      const passed = await lead.post('/form/pass-on', { name: 'Supt Khan', email });
      const asked = await lead.post('/form/approve', { ...ask(1), 'asked-email': email });
      expect([passed.status, asked.status]).toEqual([400, 400]);
      expect(passed.html).toContain(email);
      expect(asked.html).toContain(email);
    }
  });

  it('does not count a click that was refused because of a mistake (F32)', async () => {
    for (let time = 1; time <= 12; time += 1) {
      expect((await lead.post('/form/pass-on', { name: '', email: 'khan' })).status).toBe(400);
    }
    const passed = await lead.post('/form/pass-on', {
      name: 'Supt Khan',
      email: 'khan@essex.police.example',
    });
    expect(passed.text).toContain('Passed to Supt Khan');
  });

  /** Lists every click that sends email. Each can be repeated. */
  const clicks: Readonly<Record<MailingClick, (number: number) => Promise<number>>> = {
    code: async () => {
      const other = createFormReader(running.endpoint);
      await other.post(link);
      return (await other.post('/form/code/send')).status;
    },
    declare: async (number) => {
      const other = createFormReader(running.endpoint);
      await other.post(link);
      return (await other.post('/form/approve', { approver: 'me', name: `Shaw ${number}`, rank: 'Supt' }))
        .status;
    },
    'new-link': async () => (await lead.post(`${link}/new-link`)).status,
    'ask-for-approval': async (number) => (await lead.post('/form/approve', ask(number))).status,
    'pass-on': async (number) =>
      (await lead.post('/form/pass-on', { name: `Jones ${number}`, email: `jones${number}@council.example` }))
        .status,
    'take-back': async (number) => {
      const reader = createFormReader(running.endpoint);
      const told = (await running.inbox()).findLast(({ subject }) => subject.includes('new link'));
      await reader.post(number === 1 ? link : (/\/f\/[0-9a-z-]+/u.exec(told?.text ?? '')?.[0] ?? ''));
      await enterCode(running, { reader });
      await reader.post('/form/pass-on', { name: 'Khan', email: `khan${number}@essex.police.example` });
      const undo = (await running.inbox()).findLast(
        ({ to, subject }) => to.startsWith('lead@') && subject.includes('passed to'),
      );
      return (await reader.post(/\/f\/[0-9a-z-]+/u.exec(undo?.text ?? '')?.[0] ?? '')).status;
    },
    'not-me': async (number) => (await lead.post('/form/not-me', { who: `Supt ${number}` })).status,
    'more-time': async (number) =>
      (
        await lead.post('/form/more-time', {
          'until-day': String(number),
          'until-month': '5',
          'until-year': '2016',
          reason: 'The board meets.',
        })
      ).status,
    'sent-another-way': async (number) =>
      (await lead.post('/form/sent-another-way', { way: 'letter', details: `Letter ${number}` })).status,
    send: async (number) => {
      await answer(lead, 2, {
        status: 'not-started',
        details: { ...planDetails, 'plan-what': `Plan ${number}` },
      });
      return (await send(lead)).status;
    },
  };

  it.each(['code', 'ask-for-approval', 'pass-on', 'more-time', 'sent-another-way', 'send'] as const)(
    'sends a limited number of emails for the click “%s”, no matter who clicks (F32)',
    async (click) => {
      const limit: { most: number; mostEach?: number } = mailingLimits[click];
      const most = limit.mostEach ?? limit.most;
      // The code of the lead's own browser was counted before.
      const already = click === 'code' ? 1 : 0;
      for (let number = 1; number <= most - already; number += 1) {
        expect([number, (await clicks[click](number)) < 400]).toEqual([number, true]);
      }
      const before = (await running.inbox()).length;
      expect(await clicks[click](most + 1)).toBe(429);
      expect(await running.inbox()).toHaveLength(before);
    },
  );

  it('limits new links and handovers that are taken back too (F32)', async () => {
    for (let time = 1; time <= 5; time += 1) expect(await clicks['new-link'](time)).toBe(200);
    const links = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect(links).toHaveLength(3);
    expect(await clicks['take-back'](1)).toBe(200);
    const after = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect(after).toHaveLength(4);
  });

  it('still sends the lead a code for a new link when a stranger used up the codes of all other links', async () => {
    for (let links = 1; links <= 7; links += 1) {
      const other = createFormReader(running.endpoint);
      await other.post(await running.link());
      for (let time = 1; time <= 6; time += 1) await other.post('/form/code/send');
    }
    const before = (await running.inbox()).filter(({ to }) => to.startsWith('lead@'));
    expect(before.length).toBeLessThanOrEqual(mailingLimits.code.most + 7 * mailingLimits.code.first + 1);
    await lead.post('/new-link');
    const mail = (await running.inbox()).findLast(({ subject }) => subject.includes('new link'));
    const fresh = createFormReader(running.endpoint);
    await fresh.post(/\/f\/[0-9a-z-]+/u.exec(mail?.text ?? '')?.[0] ?? '');
    const statuses = [];
    for (let time = 1; time <= 3; time += 1) statuses.push((await fresh.post('/form/code/send')).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await fresh.post('/form/code', { code: await codeMailedTo(running, 'lead@') })).path).toBe(
      '/form',
    );
  });

  it('still sends the lead a code for a newer link when a stranger used up the codes of an old one', async () => {
    for (let time = 1; time <= 6; time += 1) await clicks.code(time);
    const blocked = createFormReader(running.endpoint);
    await blocked.post(link);
    const refused = await blocked.post('/form/code/send');
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('Try again at 12pm on 12 April 2016, get a new link, or ring us');
    expect(refused.text).toContain('Email me a new link instead');
    expect(refused.text).not.toContain('We have emailed a code');
    expect(refused.text).toContain('A code that another browser asked for does not work here');
    await lead.post('/new-link');
    const mail = (await running.inbox()).findLast(({ subject }) => subject.includes('new link'));
    const fresh = createFormReader(running.endpoint);
    await fresh.post(/\/f\/[0-9a-z-]+/u.exec(mail?.text ?? '')?.[0] ?? '');
    await fresh.post('/form/code/send');
    expect((await fresh.post('/form/code', { code: await codeMailedTo(running, 'lead@') })).path).toBe(
      '/form',
    );
  });
});
