import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { revisit, revisitJson } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const deskSchema = z.object({ toDo: z.array(z.object({ command: z.string(), followUp: z.string() })) });

let running: RunningTestService;
beforeAll(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:30:00Z'));
  await run('force import data/forces.csv');
  await run('owner add "Rose Okafor" --email head@inspectorate.example --telephone "020 7946 0124" --head');
  await run('contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example');
  await run('publish essex --on 2016-03-08 --recommendations data/essex-2016-recommendations.csv');
  await run('publish essex --on 2016-03-01 --yes');
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-09-20T09:30:00Z'));
});
afterAll(() => running.stop());

async function run(line: string): Promise<string> {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out.replaceAll(/\s+/gu, ' ');
}

/** Expects that a command does not leave open which of the two follow-ups it means. */
async function expectToBeClear(command: string): Promise<void> {
  const { err } = await revisit(command.replace(/^revisit /u, ''), running.stack);
  expect(err, command).not.toContain('could be');
}

describe('a force with two reports', () => {
  it('gets commands on the desk that each name the right follow-up (F36)', async () => {
    const { toDo } = deskSchema.parse(await revisitJson('', running.stack));
    expect(new Set(toDo.map(({ followUp }) => followUp))).toEqual(
      new Set(['essex-ncpi-2016-03-01', 'essex-ncpi-2016-03-08']),
    );
    for (const { command, followUp } of toDo) {
      if (!command.startsWith('revisit contact')) expect(command).toContain(followUp);
      await expectToBeClear(command);
    }
  });

  it('can be confirmed with the command that "publish --prepare" prints (F36)', async () => {
    const said = await run('publish essex --on 2016-09-20 --prepare');
    const [command] = /revisit publish confirm \S+(?=\.)/u.exec(said) ?? [];
    expect(command).toBe('revisit publish confirm essex-ncpi-2016-09-20');
    expect(await run('')).toContain(`${command ?? ''}.`);
    await run(`publish confirm essex-ncpi-2016-09-20 --yes`);
  });

  it('gets commands in the owner’s emails that each name the right follow-up (F36)', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-09-26T09:00:00Z'));
    await running.runner.invoke('send-digest');
    await running.runner.drain();
    const mails = (await running.inbox()).filter(({ to }) => to === 'head@inspectorate.example');
    const commands = mails.flatMap(({ text }) => text.match(/^\s*revisit .+$/gmu) ?? []);
    expect(commands.length).toBeGreaterThan(4);
    for (const command of commands) await expectToBeClear(command.trim());
  });
});

test('the desk says that the daily run is overdue, not that email is in order (F34)', async () => {
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-09-26T09:00:00Z'));
  await running.runner.invoke('send-digest');
  await running.runner.drain();
  expect(await run('')).not.toContain('daily run');
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-09-27T12:00:00Z'));
  expect(await run('')).toContain('The daily run, which writes to owners, is overdue: revisit doctor.');
  expect(await revisitJson('', running.stack)).toMatchObject({
    health: { dailyRunOk: false, emailOk: false },
  });
});
