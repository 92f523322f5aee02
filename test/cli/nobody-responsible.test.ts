import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { anOwner } from '../builders/follow-up.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const addHead =
  'owner add "Rose Okafor" --email head@inspectorate.example --telephone "020 7946 0124" --head';

let running: RunningTestService;
beforeEach(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:30:00Z'));
  await run('force import test/support/few-forces.csv');
  await run('contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example');
});
afterEach(() => running.stop());

async function run(line: string): Promise<string> {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out.replaceAll(/\s+/gu, ' ');
}

async function toStaff(): Promise<{ to: string; text: string }[]> {
  return (await running.inbox()).filter(({ to }) => to.endsWith('@inspectorate.example'));
}

describe('a follow-up for which nobody is responsible', () => {
  it('is reported on publication and on the desk (F39)', async () => {
    expect(await run('publish essex --on 2016-03-08')).toContain('Nobody is responsible for 1 follow-up');
    expect(await run('')).toContain('Nobody is responsible for 1 follow-up');
    expect(await revisitJson('', running.stack)).toMatchObject({
      health: { unowned: 1, hasProgrammeHead: false },
    });
  });

  it('is reported before a table is armed (F39)', async () => {
    await run('publish essex --on 2016-03-08');
    const { err, exitCode } = await revisit('arm --sent-since 2016-03-08T08:00:00Z', running.stack);
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('Nobody is responsible for 1 follow-up'),
    ]);
  });

  it('is reported before a staged publication is released (F39)', async () => {
    const file = join(running.stack.directory, 'one.csv');
    await writeFile(file, 'force_id,published_on\nessex,2016-03-08\n');
    await run(`import ${file}`);
    const { err, exitCode } = await revisit('release', running.stack);
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('Nobody is responsible for 1 follow-up'),
    ]);
    expect(await revisitJson('release --yes', running.stack)).toMatchObject({ unowned: 1 });
  });

  it('is reported in the log and in the assurance email, which then goes to every owner (F39)', async () => {
    await run('publish essex --on 2016-03-08');
    await run('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"');
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-14T09:00:00Z'));
    await running.runner.invoke('send-digest');
    await running.runner.drain();
    const [assurance] = await toStaff();
    expect(assurance?.to).toBe('nair@inspectorate.example');
    const text = assurance?.text.replaceAll(/\s+/gu, ' ');
    expect(text).toContain('Nobody is responsible for 1 follow-up');
    expect(text).toContain('No programme head is recorded, so this email goes to every owner.');
    expect(running.log.some((line) => line.includes('"nobody-responsible"'))).toBe(true);
  });

  it('is reported by revisit doctor (F39)', async () => {
    await run('publish essex --on 2016-03-08');
    const { out } = await revisit('doctor', running.stack);
    expect(out.replaceAll(/\s+/gu, ' ')).toContain('Nobody is responsible for 1 follow-up');
  });
});

describe('a follow-up without an owner', () => {
  it('belongs to the programme head on the desk and in the list of owners (F39)', async () => {
    await run(addHead);
    expect(await run('publish essex --on 2016-03-08')).toContain('Owner: Rose Okafor, the programme head.');
    expect(await revisitJson('owner list', running.stack)).toMatchObject({
      owners: [{ id: 'rose-okafor', openFollowUps: 1 }],
    });
    expect(await run('')).not.toContain('Nobody is responsible');
  });

  it('alerts the programme head if nobody at the force can be reached (F39)', async () => {
    await run(addHead);
    await run('publish kent --on 2016-03-08');
    await running.sweepOn(['2016-03-09', '2016-03-22']);
    const told = await toStaff();
    expect(told.map(({ to }) => to)).toContain('head@inspectorate.example');
    expect(told.map(({ text }) => text).join('\n')).toContain('Kent');
  });
});

test('an owner who has left is replaced by the programme head (F39)', async () => {
  await run(addHead);
  await running.service.people.putStaffMember(anOwner());
  await run('publish essex --on 2016-03-08 --owner p-nair');
  expect(await run('owner remove p-nair --yes')).toContain('1 follow-up goes to Rose Okafor');
  expect(await revisitJson('owner list', running.stack)).toMatchObject({
    owners: [{ id: 'rose-okafor', openFollowUps: 1 }],
  });
});

test('the last person responsible for a follow-up cannot be removed (F39)', async () => {
  await running.service.people.putStaffMember(anOwner());
  await run('publish essex --on 2016-03-08 --owner p-nair');
  const { exitCode, err } = await revisit('owner remove p-nair --yes', running.stack);
  expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
    3,
    expect.stringContaining('Nobody would be responsible for essex-ncpi-2016-03-08'),
  ]);
});

test('an owner without follow-ups can be removed, even if another follow-up has nobody responsible (F39)', async () => {
  await run('publish essex --on 2016-03-08');
  await running.service.people.putStaffMember(anOwner());
  expect(await run('owner remove p-nair --yes')).toContain('is removed from the team');
});

test('the only programme head cannot become an ordinary owner while follow-ups depend on them (F39)', async () => {
  await run(addHead);
  await run('publish essex --on 2016-03-08');
  const line = 'owner add "Rose Okafor" --email head@inspectorate.example --telephone "020 7946 0199"';
  const { exitCode, err } = await revisit(line, running.stack);
  expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
    3,
    expect.stringContaining('nobody else would be responsible for essex-ncpi-2016-03-08'),
  ]);
  await run(`${line} --head`);
});

test('a withdrawn follow-up can be reopened after its owner has left (F36, F39)', async () => {
  await run(addHead);
  await running.service.people.putStaffMember(anOwner());
  await run('publish essex --on 2016-03-08 --owner p-nair');
  await run('withdraw essex --reason "Recorded twice" --yes');
  await run('owner remove p-nair --yes');
  expect(await run('publish essex --on 2016-03-08 --reopen --yes')).toContain('is open again');
  expect(await run('show essex')).toContain('Owner: Rose Okafor');
});
