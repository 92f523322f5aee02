import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { chooseReference } from '../../../shared/use-cases/finding/choose-reference.ts';
import { planRecordedReturn } from '../../../shared/use-cases/returns/record-return.ts';
import { makeChange } from '../../../shared/use-cases/planning/plan-change.ts';
import type { Service } from '../../../shared/wiring.ts';
import { day, type GivenFollowUp } from '../../builders/follow-up.ts';
import { ncpi } from '../../builders/ncpi.ts';
import { anOpenFollowUp } from '../../builders/stored.ts';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, planDetails, send } from '../../support/form-answers.ts';
import { createFormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

let running: FormTestService;
let service: Service;
let restore: () => Promise<void>;

beforeAll(async () => {
  running = await startFormService();
  running.setClock('2016-04-18T10:00:00Z');
  await publishEssex(running.service);
  ({ service } = running);
  const audit = { at: service.clock.now(), by: 'test', action: 'add-programme', summary: 'Added.' };
  await service.programmes.add({ ...ncpi, id: 'fire' }, audit);
  restore = await running.markPoint([]);
});
afterEach(() => restore());
afterAll(() => running.stop());

async function addReport(given: GivenFollowUp): Promise<string> {
  const followUp = anOpenFollowUp({ forceId: 'essex', ...given });
  const audit = { at: service.clock.now(), by: 'test', action: 'publish', summary: 'Published.' };
  return (await service.followUps.add({ followUp, recommendations: [], audit })).id;
}

const addFire = (): Promise<string> =>
  addReport({ id: 'essex-fire-2016-03-08', programmeId: 'fire', publishedOn: '2016-03-08' });
const addEarlier = (): Promise<string> => addReport({ publishedOn: '2016-03-01' });

/** Records a letter, and returns the reference that it got. */
async function recordLetter(followUp: string, on = '2016-04-15'): Promise<string | undefined> {
  const change = await planRecordedReturn(service, {
    followUp,
    milestone: 'six-week-response',
    how: 'letter',
    receivedOn: day(on),
    says: new Map(),
  });
  await makeChange(service, { change, by: 'test' });
  return (await service.followUps.returns(followUp)).at(-1)?.reference;
}

/** Answers the form about the report of 8 March 2016, up to the last page. Returns what sends it. */
async function fillInForm(): Promise<() => Promise<string | undefined>> {
  const lead = createFormReader(running.endpoint);
  await lead.post(await running.link());
  await enterCode(running, { reader: lead });
  await answer(lead, 1, { status: 'part-way', details: planDetails });
  await answerWhole(lead, { officer: 'Detective Superintendent Lee' });
  return async () => {
    await send(lead);
    return (await service.followUps.returns(essexId)).at(-1)?.reference;
  };
}

describe('the reference of a return', () => {
  it('stays short for a force with one report in the year', async () => {
    await addReport({ publishedOn: '2015-03-08' });
    expect(await recordLetter(essexId)).toBe('ESSEX-2016-A1');
  });

  it('has the day if two reports of one year are answered at the same moment, by form and by letter (F36)', async () => {
    const sendForm = await fillInForm();
    const earlier = await addEarlier();
    expect(await Promise.all([sendForm(), recordLetter(earlier)])).toEqual([
      'ESSEX-2016-8MAR-A1',
      'ESSEX-2016-1MAR-A1',
    ]);
  });

  it('has the programme if reports of two programmes are answered at the same moment, by form and by letter', async () => {
    const sendForm = await fillInForm();
    const fire = await addFire();
    expect(await Promise.all([sendForm(), recordLetter(fire)])).toEqual([
      'ESSEX-2016-NCPI-A1',
      'ESSEX-2016-FIRE-A1',
    ]);
  });

  it('stays as it is when another report of the year follows, and later returns get another one', async () => {
    expect(await recordLetter(essexId)).toBe('ESSEX-2016-A1');
    const earlier = await addEarlier();
    expect(await recordLetter(earlier)).toBe('ESSEX-2016-1MAR-A1');
    expect(await recordLetter(essexId, '2016-04-18')).toBe('ESSEX-2016-8MAR-A2');
    expect((await service.followUps.returns(essexId)).map(({ reference }) => reference)).toEqual([
      'ESSEX-2016-A1',
      'ESSEX-2016-8MAR-A2',
    ]);
  });

  it('takes no account of a publication that moved to another day before the report was out', async () => {
    await addReport({ publishedOn: '2016-03-01', state: 'withdrawn', releasedAt: undefined });
    expect(await recordLetter(essexId)).toBe('ESSEX-2016-A1');
  });

  it('takes account of a report that was withdrawn after it was answered', async () => {
    const earlier = await addEarlier();
    expect(await recordLetter(earlier)).toBe('ESSEX-2016-1MAR-A1');
    const before = await service.followUps.load(earlier);
    await service.followUps.change({
      before: before.followUp,
      after: { ...before.followUp, state: 'withdrawn', releasedAt: undefined },
      audit: { at: service.clock.now(), by: 'test', action: 'withdraw', summary: 'Withdrawn.' },
    });
    const { followUp } = await service.followUps.load(essexId);
    expect(await chooseReference(service, { followUp, letter: 'A', version: 1 })).toBe('ESSEX-2016-8MAR-A1');
  });
});
