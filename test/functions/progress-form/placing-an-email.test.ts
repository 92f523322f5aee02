import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { enterCode } from '../../support/enter-code.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';
import { startReplyByMail, type ReplyByMail } from '../../support/reply-by-mail.ts';

const lead = { name: 'Chief Superintendent Shaw', address: 'lead@essex.police.example' };

const reply = [
  'Dear Priya',
  'Rec 2: part way',
  '> a line that somebody else wrote',
  'The new unit began work in March.',
  'It has twelve officers.',
  'We have no date for the audit yet.',
  'Kind regards',
  'Chief Superintendent Shaw\nEssex Police Headquarters\nTel 01245 000000',
].join('\n\n');

describe('the words of an email that name no recommendation', () => {
  let running: FormTestService;
  let mail: ReplyByMail;
  let reader: FormReader;
  let restore: () => Promise<void>;
  let path: string;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-03-22T10:00:00Z');
    await publishEssex(running.service);
    await running.runner.invoke('sweep');
    await running.inbox();
    mail = await startReplyByMail(running);
    running.setClock('2016-04-11T09:05:00Z');
    await mail.reply(
      lead,
      (request) => `${reply}\n\nOn 22 March we wrote:\n${request.replace(/^/gmu, '> ')}`,
    );
    reader = createFormReader(running.endpoint);
    await reader.post(await running.link());
    await enterCode(running, { reader });
    const [email] = (await stored()).emails;
    path = `/form/email/${email?.mailId ?? ''}`;
    restore = await running.markPoint([reader]);
  });
  afterEach(() => restore());
  afterAll(async () => {
    await mail.stop();
    await running.stop();
  });

  const stored = () => running.service.formReading.followUp(essexId);

  it('are in no answer, and the form asks where they belong', async () => {
    const { drafts, wholes, emails } = await stored();
    expect(drafts.map(({ number, emailed }) => [number, emailed?.map(({ words }) => words)])).toEqual([
      [2, ['part way']],
    ]);
    expect(wholes).toEqual([]);
    expect(emails[0]?.pieces.map(({ words }) => words)).toEqual([
      'The new unit began work in March.',
      'It has twelve officers.',
      'We have no date for the audit yet.',
    ]);
    const list = await reader.get('/form');
    expect(list.text).toContain('From an email, not yet placed');
    expect(list.text).toContain('Your email of 11 April 2016 at 10:05');
    expect(list.text).toContain('3 parts to place');
    expect(list.text).toMatch(/For the whole return.{0,80}To do/u);
  });

  it('go under the recommendation that the lead names, together with the part above', async () => {
    const page = await reader.get(path);
    const after = await reader.post(path, { 'place-0': '3', 'place-1': 'together', 'place-2': '' }, page);
    expect(after.text).toContain('1 part to place');
    const { drafts, emails } = await stored();
    expect(drafts.find(({ number }) => number === 3)?.emailed?.map(({ words }) => words)).toEqual([
      'The new unit began work in March.\n\nIt has twelve officers.',
    ]);
    expect(emails[0]?.pieces.map(({ place }) => place)).toEqual([3, 3, undefined]);
    const again = await reader.get(path);
    expect(again.text).toContain('Already placed');
    expect(again.text.match(/where does this belong/giu)).toHaveLength(1);
  });

  it('go below what somebody typed, and nothing typed is lost', async () => {
    await reader.post('/form/recommendation/3', { status: 'done-not-checked', version: '0' });
    const typed = await reader.get('/form/recommendation/3/details');
    await reader.post('/form/recommendation/3/details', { practice: 'Typed before.', next: 'later' }, typed);
    await reader.post(path, { 'place-0': '3', 'place-1': '', 'place-2': '' }, await reader.get(path));
    const { drafts } = await stored();
    expect(drafts.find(({ number }) => number === 3)?.answer.words.practice).toBe(
      'Typed before.\n\nThe new unit began work in March.',
    );
  });

  it('are left out or placed later, as the lead wishes', async () => {
    await reader.post(
      path,
      { 'place-0': 'left-out', 'place-1': 'together', 'place-2': 'anything-else' },
      await reader.get(path),
    );
    const { wholes, emails } = await stored();
    expect(emails[0]?.pieces.map(({ place }) => place)).toEqual(['left-out', 'left-out', 'anything-else']);
    expect(wholes[0]?.answer.words['anything-else']).toBe('We have no date for the audit yet.');
    const list = await reader.get('/form');
    expect(list.text).not.toContain('not yet placed');
    expect(list.text).toMatch(/For the whole return.{0,80}In progress/u);
    await reader.post(path, { 'place-0': '1', 'place-1': 'left-out' }, await reader.get(path));
    expect((await stored()).drafts.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('are counted on the page that sends the answers', async () => {
    expect((await reader.get('/form/check')).text).toContain(
      '3 parts of an email are in no answer yet. What you send now does not include them.',
    );
  });

  it('stay where one person put them if another person chooses from an older page', async () => {
    const old = await reader.get(path);
    await reader.post(path, { 'place-0': '1' }, old);
    const late = await reader.post(path, { 'place-0': '4', 'place-1': '4' }, old);
    expect(late.status).toBe(409);
    expect((await stored()).emails[0]?.pieces[0]?.place).toBe(1);
    expect((await stored()).drafts.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('are asked about again if nothing is chosen', async () => {
    const page = await reader.post(path, { 'place-0': '' }, await reader.get(path));
    expect([page.status, page.text.includes('Choose where at least one part belongs')]).toEqual([400, true]);
  });

  it('stand beside what was cut, which holds no link of ours', async () => {
    const page = await reader.get(path);
    expect(page.text).toContain('Essex Police Headquarters');
    expect(page.text).not.toMatch(/\/f\/[0-9a-z]{4}-/u);
    expect(JSON.stringify((await stored()).emails)).not.toMatch(/[0-9a-z]{4}(?:-[0-9a-z]{4}){6}/u);
  });
});
