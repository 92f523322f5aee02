import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { londonDate } from '../../shared/domain/dates.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/**
 * The letters of 13 September 2023 to Surrey and to Warwickshire, with the days on which things happened in public. A
 * report on Essex Police runs beside them in the same table. People are invented.
 */
describe('A cause of concern at a fire and rescue service', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService({ asOf: '2023-09-13T08:00:00Z' });
    await writeFile(
      join(running.stack.directory, 'recommendations.csv'),
      'number,title\n1,Give risk information to crews\n2,Test what crews know\n',
    );
    for (const line of [
      'force import data/forces.csv',
      'body import data/fire-and-rescue-services.csv --kind fire',
      'owner add "Priya Nair" --email p.nair@inspectorate.example --telephone "020 7946 0123"',
      'owner add "Rose Okafor" --email r.okafor@inspectorate.example --telephone "020 7946 0124" --head',
      'contact add surrey-fire --role chief-fire-officer --name "the Chief Fire Officer" --email cfo@surrey-fire.example',
      'contact add surrey-fire --role service-liaison --name "Liaison" --email liaison@surrey-fire.example',
      'contact add warwickshire-fire --role chief-fire-officer --name "the Chief Fire Officer" --email cfo@warwickshire-fire.example',
      'contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example',
      `publish surrey-fire --on 2023-09-13 --owner p-nair --recommendations ${join(running.stack.directory, 'recommendations.csv')} --yes`,
      'publish warwickshire-fire --on 2023-09-13 --owner p-nair --yes',
      'publish essex --on 2023-09-13 --owner p-nair --yes',
    ]) {
      await run(line);
    }
  });
  afterAll(() => running.stop());

  async function run(line: string): Promise<string> {
    const { exitCode, out, err } = await revisit(line, running.stack);
    expect([line, exitCode, err]).toEqual([line, 0, '']);
    return out;
  }

  /** Runs a command and joins the lines that the terminal broke. */
  async function runOnOneLine(line: string): Promise<string> {
    return (await run(line)).replace(/\s*\n\s*/gu, ' ');
  }

  /** Returns the emails to an address, as "2023-09-14 subject". */
  async function mailsTo(address: string): Promise<string[]> {
    const mails = await running.inbox();
    return mails
      .filter(({ to }) => to === address)
      .map(({ sentAt, subject }) => `${londonDate(sentAt).toString()} ${subject}`);
  }

  async function desk(followUp: string): Promise<string[]> {
    const schema = z.object({ toDo: z.array(z.object({ followUp: z.string(), kind: z.string() })) });
    const { toDo } = schema.parse(JSON.parse(await run('--json')));
    return toDo.filter((task) => task.followUp === followUp).map(({ kind }) => kind);
  }

  const surrey = 'surrey-fire-cause-of-concern-2023-09-13';
  const warwickshire = 'warwickshire-fire-cause-of-concern-2023-09-13';

  it('has the dates of its own programme, and two of them wait for the visit', async () => {
    const shown = await run('show surrey-fire');
    expect(await runOnOneLine('show surrey-fire')).toContain('issued 13 Sep 2023');
    expect(shown).toMatch(/11 Oct 2023 +action plan/u);
    expect(shown).toMatch(/13 Feb 2024 +revisit/u);
    expect(shown).toMatch(/waits +sharing of the initial findings +for the last day of the\s+revisit/u);
  });

  it('asks the chief fire officer for an action plan within 28 days, in the words of a letter', async () => {
    await running.sweepTo('2023-10-11');
    expect(await mailsTo('cfo@surrey-fire.example')).toEqual([
      '2023-09-14 Surrey Fire and Rescue 2023 cause of concern letter: your dates',
      '2023-09-20 By 11 October: Surrey Fire and Rescue 2023 action plan',
      '2023-10-04 By 11 October: Surrey Fire and Rescue 2023 action plan, about 10 minutes',
    ]);
    expect(await mailsTo('liaison@surrey-fire.example')).toHaveLength(3);
    const [dates] = (await running.inbox()).filter(({ to }) => to === 'cfo@surrey-fire.example');
    expect(dates?.text).toContain(
      'The cause of concern letter on Surrey Fire and Rescue Service was issued on 13 September 2023.',
    );
    expect(dates?.text).not.toContain('child');
  });

  it('sends no reminder after the plan has come, on day 28 from Surrey and earlier from Warwickshire', async () => {
    await run(`returns record ${surrey} --how letter --received-on 2023-10-11 --yes`);
    await run(`returns record ${warwickshire} --how letter --received-on 2023-10-06 --yes`);
    const returns = await run(`returns ${surrey}`);
    expect(returns).toContain('SURREY-FIRE-2023-A1  action plan');
    await running.sweepTo('2023-11-10');
    expect(await mailsTo('cfo@surrey-fire.example')).toHaveLength(3);
    expect(await mailsTo('cfo@warwickshire-fire.example')).toHaveLength(3);
  });

  it('asks the desk to read the plan, then to book the revisit', async () => {
    expect(await desk(surrey)).toEqual(['read-return']);
    await run(`returns accept ${surrey} --yes`);
    await running.sweepTo('2023-11-21');
    expect(await desk(surrey)).toEqual(['book']);
    await run(`visit book ${surrey} --first 2024-02-19 --last 2024-02-22 --yes`);
    await run(`visit book ${warwickshire} --first 2024-02-05 --last 2024-02-07 --yes`);
  });

  it('starts the two clocks that waited on the last day of the visit', async () => {
    await running.sweepTo('2024-02-23');
    await run(`visit done ${surrey} --first 2024-02-19 --last 2024-02-22`);
    await run(`visit done ${warwickshire} --first 2024-02-05 --last 2024-02-07`);
    const shown = await run(`show ${surrey}`);
    expect(shown).toContain('held 6 days late');
    expect(shown).toMatch(/7 Mar 2024 +sharing of the initial findings/u);
    expect(shown).toMatch(/18 Apr 2024 +letter on the revisit/u);
    await running.sweepTo('2024-02-29');
    expect(await desk(surrey)).toEqual(['do-step']);
  });

  it('shows a step as done on the day that somebody recorded', async () => {
    await run(`record ${surrey} findings --on 2024-02-26 --yes`);
    await run(`record ${warwickshire} findings --on 2024-02-23 --yes`);
    expect(await run(`show ${surrey}`)).toMatch(/sharing of the initial findings +done 26 Feb/u);
    await running.sweepTo('2024-04-12');
    expect(await desk(surrey)).toEqual(['do-step']);
    await run(`record ${surrey} letter --on 2024-04-12 --yes`);
    await run(`record ${warwickshire} letter --on 2024-03-15 --yes`);
    expect(await desk(surrey)).toEqual([]);
  });

  it('ends when the letter has closed every recommendation', async () => {
    await run(`close-recommendation ${surrey} 1 --on 2024-04-12 --yes`);
    expect(await run(`show ${surrey}`)).toContain(`${surrey}, open`);
    await run(`close-recommendation ${surrey} 2 --on 2024-04-12 --yes`);
    expect(await run(`show ${surrey}`)).toContain(`${surrey}, closed`);
  });

  it('counts in the figures of the year: one revisit late, one in time', async () => {
    const figures = z
      .object({ inTime: z.int(), late: z.int(), notHeld: z.int() })
      .parse(JSON.parse(await run('year --from 2024-02-01 --to 2024-02-29 --json')));
    expect(figures).toMatchObject({ inTime: 1, late: 1, notHeld: 0 });
  });

  it('stands beside the report on a police force in the list, the report page and the digest', async () => {
    const list = await run('list --all');
    expect(list).toMatch(/Surrey Fire and +13 Sep 2023 +13 Feb 2024/u);
    expect(list).toMatch(/Essex +13 Sep 2023 +13 Mar 2024/u);
    const page = join(running.stack.directory, 'report.html');
    await run(`report --html ${page}`);
    const html = await readFile(page, 'utf8');
    expect(html).toContain('Action plan');
    expect(html).toContain('Surrey Fire and Rescue');
    const essex = await mailsTo('lead@essex.example');
    expect(essex[0]).toBe('2023-09-14 Essex 2023 child protection report: your dates');
    expect(essex).toContain('2023-09-27 By 25 October: Essex 2023 six-week response');
  });
});
