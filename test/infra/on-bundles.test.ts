import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionNames } from '../../infra/service-map.ts';
import { answer, answerWhole, doneDetails, planDetails, send } from '../support/form-answers.ts';
import { createFormReader, type FormReader } from '../support/form-reader.ts';
import { publishEssex } from '../support/form-service.ts';
import { startOnBundles, usesOf, type ServiceOnBundles } from './course-on-bundles.ts';

const lead = 'lead@essex.police.example';

let running: ServiceOnBundles;

beforeAll(async () => {
  running = await startOnBundles();
  await publishEssex(running.service);
}, 180_000);
afterAll(() => running.stop());

async function newestTo(address: string) {
  const mail = (await running.mailsTo(address)).at(-1);
  if (mail === undefined) throw new Error(`Nothing was sent to ${address}.`);
  return mail;
}

async function openForm(): Promise<FormReader> {
  const withLink = (await running.mailsTo(lead)).findLast(({ link }) => link !== '');
  const { origin, pathname } = new URL(withLink?.link ?? '');
  const reader = createFormReader(origin);
  await reader.post(pathname);
  return reader;
}

describe('the bundles of Lambda, from the schedule to the reply', () => {
  test('ask the lead on the day of the ladder', async () => {
    await running.sweepAt('2016-03-09T10:00:00Z');
    await running.sweepAt('2016-03-22T10:00:00Z');
    expect((await running.mailsTo(lead)).map(({ subject }) => subject)).toEqual([
      'Essex child protection report: your dates',
      'By 19 April: Essex six-week response',
    ]);
  });

  test('take the answers on the form', async () => {
    const reader = await openForm();
    await answer(reader, 1, { status: 'done-checked', details: doneDetails });
    for (const number of [2, 3, 4, 5])
      await answer(reader, number, { status: 'not-started', details: planDetails });
    await answerWhole(reader);
    expect((await send(reader)).text).toContain('ESSEX-2016-A1');
    expect((await newestTo(lead)).subject).toBe('Received: Essex six-week response');
  });

  test('show saved answers after a code, and keep a plan', async () => {
    await running.sweepAt('2016-05-18T10:00:00Z');
    const first = await openForm();
    await answer(first, 1, { status: 'not-started', details: planDetails });
    const body = new FormData();
    body.append('file', new File(['%PDF-1.7 plan'], 'plan.pdf'));
    expect((await first.request('POST', '/form/plan', { body })).status).toBe(303);
    const kept = /\/form\/plan\/[0-9a-f-]{36}/u.exec((await first.get('/form/plan')).html)?.[0] ?? '';
    expect(await (await first.request('GET', kept)).text()).toBe('%PDF-1.7 plan');
    await first.post(`${kept}/remove`);

    const second = await openForm();
    expect((await second.get('/form/check')).path).toBe('/form/code');
    await second.post('/form/code/send');
    const code = /^\d{6}$/mu.exec((await newestTo(lead)).text)?.[0] ?? '';
    expect((await second.post('/form/code', { code })).path).toBe('/form');
    await second.post('/form/leave');
  });

  test('take an answer by email, with what is attached, and write back', async () => {
    const request = (await running.mailsTo(lead)).findLast(({ subject }) => subject.startsWith('By 8 June'));
    await running.reply({
      from: `"Chief Superintendent Shaw" <${lead}>`,
      to: request?.replyTo ?? '',
      subject: `Re: ${request?.subject ?? ''}`,
      text: '2: part way\n3: done and checked',
      file: '%PDF-1.7 plan',
    });
    expect((await newestTo(lead)).subject).toContain('Please check: your reply');
    await running.reply({
      from: 'stranger@elsewhere.example',
      to: 'reply@reply.inspectorate.example',
      subject: 'Question',
      text: 'Who are you?',
    });
    expect((await running.service.inbox.holdingPen()).map(({ id }) => id)).toHaveLength(1);
  });

  test('pass the request on, give more time, and take a bounce', async () => {
    const reader = await openForm();
    await reader.post('/form/more-time', {
      'until-day': '20',
      'until-month': '6',
      'until-year': '2016',
      reason: 'The board meets on 14 June.',
    });
    await reader.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@essex.police.example' });
    expect((await running.mailsTo('khan@essex.police.example')).length).toBe(1);
    await running.local.setBehaviour('khan@essex.police.example', 'bounce');
  });

  test('write to the inspectorate on Monday', async () => {
    await running.invokeAt('send-digest', '2016-05-23T08:00:00Z');
    expect((await running.mailsTo('p.nair@inspectorate.example')).length).toBeGreaterThan(1);
  });
});

test('print', () => {
  for (const name of functionNames) console.log(name, [...(usesOf(running.uses()).get(name) ?? [])].sort());
  console.log(running.log.filter((l) => /"(WARN|ERROR)"|failed/.test(l)).slice(0, 40));
});
