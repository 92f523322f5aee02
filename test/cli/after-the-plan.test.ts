import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holderOf } from '../../shared/domain/people/contacts.ts';
import { day } from '../builders/follow-up.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { enterCode } from '../support/enter-code.ts';
import { createFormReader } from '../support/form-reader.ts';
import { publishEssex, startFormService, type FormTestService } from '../support/form-service.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';

let running: FormTestService;
beforeAll(async () => {
  running = await startFormService();
  running.setClock('2016-04-12T10:00:00Z');
  await publishLoamshire(running.service);
  await publishEssex(running.service);
});
afterAll(() => running.stop());

const load = () => running.service.followUps.load(loamshire.followUpId);

async function said(line: string): Promise<string> {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out.replaceAll(/\s+/gu, ' ');
}

describe('revisit decide', () => {
  it('records a light-touch follow-up, which counts as the revisit only if the admin says so', async () => {
    expect(await said('decide loamshire light-touch')).toContain('does not count as the revisit');
    expect((await load()).followUp.followUpDecision).toMatchObject({
      kind: 'light-touch',
      countsAsRevisit: false,
    });
    expect(await said('decide loamshire light-touch')).toContain(
      'Nothing had to change, so nothing was written.',
    );
    await said('decide loamshire light-touch --counts-as-revisit yes');
    expect((await load()).followUp.followUpDecision?.countsAsRevisit).toBe(true);
  });

  it('refuses any kind other than light-touch or inspection', async () => {
    const { exitCode, err } = await revisit('decide loamshire desktop', running.stack);
    expect([exitCode, err]).toEqual([2, 'revisit: <kind>: must be light-touch or inspection.\n']);
  });
});

describe('revisit close-recommendation', () => {
  it('records a recommendation as carried into another report, and reopens it with a reason', async () => {
    await said('close-recommendation loamshire 1 --carried-into "PEEL 2017" --yes');
    expect((await load()).recommendations[0]?.outcome).toMatchObject({
      kind: 'carried',
      report: 'PEEL 2017',
    });
    expect(await said('show loamshire')).toContain('PEEL 2017');
    await said('close-recommendation loamshire 1 --reopen --note "Carried by mistake" --yes');
    expect((await load()).recommendations[0]?.outcome).toBeUndefined();
    expect((await load()).recommendations[0]?.judgements.at(-1)?.note).toBe('Carried by mistake');
  });

  it('records a recommendation as superseded, but refuses "carried" and "superseded" together', async () => {
    const both = 'close-recommendation loamshire 1 --carried-into A --superseded-by B --yes';
    expect((await revisit(both, running.stack)).err).toContain('Give only one of');
    await said('close-recommendation loamshire 1 --superseded-by "Joint inspection 2017" --yes');
    expect((await load()).recommendations[0]?.outcome?.kind).toBe('superseded');
  });

  it('refuses a recommendation that the report does not have', async () => {
    const { exitCode, err } = await revisit('close-recommendation loamshire 9', running.stack);
    expect(exitCode).toBe(4);
    expect(err).toContain('<recommendation>');
  });
});

describe('revisit lpb received', () => {
  it('records when and where the local policing body published its comments', async () => {
    await revisitJson('force import data/forces.csv --yes', running.stack);
    await revisitJson('publish kent --on 2018-01-09 --yes --as-of 2018-01-09', running.stack);
    const line =
      'lpb received kent --on 2018-02-20 --url https://kent-pcc.example/comments --as-of 2018-02-21';
    await said(line);
    expect(
      (await running.service.followUps.load('kent-ncpi-2018-01-09')).followUp.localPolicingBodyComments,
    ).toEqual({
      receivedOn: Temporal.PlainDate.from('2018-02-20'),
      url: 'https://kent-pcc.example/comments',
    });
    expect(await said(line)).toContain('Nothing had to change');
  });
});

describe('revisit owner add', () => {
  it('updates the owner if they are already recorded, and lists the follow-ups they own', async () => {
    const add = 'owner add "Sam Okoro" --email s.okoro@inspectorate.example --telephone';
    await said(`${add} "020 7946 0125"`);
    await said(`${add} "020 7946 0199"`);
    await said('owner assign loamshire okoro');
    const list = await said('owner list');
    expect(list).toContain('sam-okoro Sam Okoro 020 7946 0199 1');
    expect(list.match(/Sam Okoro/gu)).toHaveLength(1);
  });
});

describe('revisit handover approve', () => {
  it('makes a colleague in another mail domain the lead, after the lead passed the request on', async () => {
    const lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
    const asked = await lead.post('/form/pass-on', { name: 'Dr Rhys Ŵyn', email: 'wyn@other.example' });
    expect(asked.text).toContain('We will answer by');
    expect(await said('handover list essex')).toContain('Dr Rhys Ŵyn waits for your answer');
    const unasked = await revisit('handover approve essex', running.stack);
    expect([unasked.exitCode, unasked.err]).toEqual([2, expect.stringContaining('Dr Rhys Ŵyn')]);
    await said('handover approve essex --yes');
    const contacts = await running.service.people.contacts('essex');
    expect(holderOf('lead', { contacts, on: day('2016-04-12') })?.name).toBe('Dr Rhys Ŵyn');
    expect((await revisit('handover refuse essex --yes', running.stack)).exitCode).not.toBe(0);
  });
});
