import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOwner } from '../../builders/follow-up.ts';
import { enterCode } from '../../support/enter-code.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const head = anOwner({
  id: 'r-okafor',
  name: 'Rose Okafor',
  email: 'head@inspectorate.example',
  telephone: '020 7946 0124',
  role: 'programme-head',
});

describe('the programme head of a follow-up whose owner has left', () => {
  let running: FormTestService;
  let lead: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    await running.forget('STAFF/p-nair');
    await running.service.people.putStaffMember(head);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
    restore = await running.markPoint([lead]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  async function toHead(): Promise<string[]> {
    return (await running.inbox()).filter(({ to }) => to === head.email).map(({ text }) => text);
  }

  it('is told of a handover that waits for approval (F39)', async () => {
    const asked = await lead.post('/form/pass-on', { name: 'Ms Jones', email: 'jones@council.example' });
    expect(asked.text).toContain('We will answer by 14 April 2016');
    const [told] = await toHead();
    expect(told).toContain('Ms Jones');
    expect(told).toContain('Please answer by 14 April');
  });

  it('is told at once of a request for more time (F39)', async () => {
    await lead.post('/form/more-time', {
      'until-day': '3',
      'until-month': '5',
      'until-year': '2016',
      reason: 'The board meets on 28 April.',
    });
    expect((await toHead()).join('\n')).toContain('3 May 2016');
  });

  it('is the person to ring on the pages and in the emails (F39)', async () => {
    expect((await lead.get(await running.link())).text).toContain('020 7946 0124');
    await lead.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@essex.police.example' });
    const toBody = (await running.inbox()).filter(({ to }) => to.endsWith('@essex.police.example'));
    expect(toBody.length).toBeGreaterThan(1);
    for (const { text } of toBody) expect(text).toContain('020 7946 0124');
  });

  it('is named as the person to ring in the email that brings a lead a new link (F39)', async () => {
    const expired = await running.link({ expiresAt: '2016-04-01T00:00:00Z' });
    await lead.post(`${expired}/new-link`);
    const fresh = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect(fresh.map(({ text }) => text.includes('020 7946 0124'))).toEqual([true]);
  });
});
