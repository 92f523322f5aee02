import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { commandList } from '../../cli/command-line/command-list.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { everyTaskKind, storeManyReports } from '../support/many-reports.ts';
import { findMentions, readPrintedCommand } from '../support/printed-commands.ts';
import { isNightly } from '../support/nightly.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const deskSchema = z.object({
  toDo: z.array(z.object({ kind: z.string(), command: z.string(), followUp: z.string(), force: z.string() })),
});
type ToDo = z.output<typeof deskSchema>['toDo'];

let running: RunningTestService;
let restore: () => Promise<void>;
let toDo: ToDo;
beforeAll(async () => {
  running = await startTestService();
  await storeManyReports(running);
  ({ toDo } = deskSchema.parse(await revisitJson('', running.stack)));
  restore = await running.markPoint();
});
afterAll(() => running.stop());

/** What a reader fills in for a placeholder. A date depends on the option it belongs to. */
const values: Readonly<Record<string, string>> = {
  address: 'khan@police.example',
  name: '"Superintendent Khan"',
  milestone: 'six-week-response',
  round: 'six-week-response',
  number: '"020 7946 0125"',
  reason: '"Inspectors were needed elsewhere"',
  text: '"A few words"',
  role: 'deputy',
  'letter|email|other': 'letter',
  'light-touch|inspection': 'inspection',
  owner: 'nair',
  'follow-up': 'essex-ncpi-2018-05-03',
  force: 'essex',
  file: 'data/bank-holidays-england-and-wales.csv',
};
/** The commands whose date is in the past. Every other date is in the future. */
const ABOUT_THE_PAST = /^(?:returns record|record|visit done|publish) /u;

/** Fills in the placeholders of a printed command. */
function fillIn(line: string): string {
  const recommendations = 'data/essex-2016-recommendations.csv';
  return line.replaceAll(/<(?<name>[^>]*)>/gu, (_, name: string) => {
    if (name === 'date') return ABOUT_THE_PAST.test(line) ? '2018-09-20' : '2018-10-08';
    if (name === 'file' && line.startsWith('recommendations')) return recommendations;
    const value = values[name];
    if (value === undefined) throw new Error(`${line}: nobody knows what to write for <${name}>.`);
    return value;
  });
}

/** These commands are about the whole service. They need more of it than this test runs. */
const OF_RUNNING = /^(?:arm|doctor|redrive|sweep)\b/u;

/** These commands name a force or an email, or nothing. */
const ABOUT_A_BODY = /^(?:contact|inbox|notices|owner|calendar|arm|doctor|redrive|sweep)\b/u;

function commandsOf(tasks: ToDo): string[] {
  return tasks.map(({ command }) => command.replace(/^revisit /u, ''));
}

/** Reads every command that a text prints. */
async function commandsIn(text: string): Promise<string[]> {
  const lines: string[] = [];
  for (const mention of findMentions(text.replaceAll(/\s+/gu, ' '))) {
    const printed = await readPrintedCommand(mention.text, (token) => !token.startsWith('>'));
    if (printed !== undefined) lines.push(printed.line);
  }
  return lines;
}

/** How many commands of one kind `npm test` runs. The nightly run takes them all. */
const OF_EACH_KIND = 3;

/** Leaves out commands that are like others: the same command with the same options, for another follow-up. */
function takeSome(lines: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return [...new Set(lines)].filter((line) => {
    const kind = kindOf(line);
    const before = taken.get(kind) ?? 0;
    taken.set(kind, before + 1);
    return isNightly || before < OF_EACH_KIND;
  });
}

function kindOf(line: string): string {
  const names = commandList.map(({ words }) => words.join(' '));
  const command = names
    .filter((name) => `${line} `.startsWith(`${name} `))
    .sort((a, b) => b.length - a.length)[0];
  return [command ?? '', ...(line.match(/--[a-z-]+/gu) ?? [])].join(' ');
}

/**
 * Runs each command as it is printed. A command can find that an earlier one of the list has done its work, which is a
 * conflict (3). It must not be ambiguous, unknown or incomplete.
 */
async function expectToRun(lines: readonly string[]): Promise<void> {
  const failed: string[] = [];
  for (const line of takeSome(lines)) {
    const { exitCode, err } = await revisit(`${fillIn(line)} --yes`, running.stack);
    if (![0, 3].includes(exitCode) || err.includes('could be'))
      failed.push(`${exitCode} ${line}: ${err.trim()}`);
  }
  expect(failed).toEqual([]);
}

describe('with several reports of each of the 43 forces,', () => {
  it('the desk shows a task of each kind', () => {
    expect(new Set(toDo.map(({ kind }) => kind))).toEqual(new Set(everyTaskKind));
  });

  it('each command in the JSON of the desk runs as printed, and names the follow-up by its id (F36)', async () => {
    for (const { command, followUp, force: body } of toDo) {
      if (!/^revisit (?:contact|inbox) /u.test(command)) expect(command).toContain(followUp);
      if (command.startsWith('revisit contact add ')) expect(command).toContain(` ${body} `);
    }
    await expectToRun(commandsOf(toDo));
    await restore();
  });

  it('each command that the desk prints on a terminal runs as printed (F36)', async () => {
    const { out } = await revisit('', running.stack);
    const lines = await commandsIn(out);
    expect(lines.length).toBeGreaterThan(20);
    await expectToRun(lines.filter((line) => !OF_RUNNING.test(line)));
    await restore();
  });

  it('each command that "revisit show" and "revisit inbox show" print on a terminal runs as printed (F36)', async () => {
    const byKind = new Map(toDo.map((entry) => [entry.kind, entry]));
    const lines: string[] = [];
    for (const { followUp } of byKind.values()) {
      lines.push(...(await commandsIn((await revisit(`show ${followUp}`, running.stack)).out)));
    }
    for (const { command } of toDo.filter(({ kind }) => kind === 'look-at-mail')) {
      lines.push(
        ...(await commandsIn((await revisit(command.replace(/^revisit /u, ''), running.stack)).out)),
      );
    }
    expect(lines.length).toBeGreaterThan(20);
    await expectToRun(lines);
    await restore();
  });

  it('each command in the emails to the owner and the programme head runs as printed (F36)', async () => {
    await running.runner.invoke('send-digest');
    await running.runner.drain();
    // The test of the desk runs those that the desk prints too.
    const onDesk = new Set(commandsOf(toDo));
    const lines: string[] = [];
    for (const { text } of await running.inbox()) lines.push(...(await commandsIn(text)));
    expect(lines.length).toBeGreaterThan(100);
    // An email is kept, so it names a follow-up by its id.
    for (const line of lines.filter((one) => !ABOUT_A_BODY.test(one))) {
      expect(line).toMatch(/-(?:ncpi|cause-of-concern|receipts)-\d{4}-\d{2}-\d{2}/u);
    }
    await expectToRun(lines.filter((line) => !onDesk.has(line) && !OF_RUNNING.test(line)));
    await restore();
  });

  it.each([
    { what: 'a booking that is not there', line: 'visit announce essex-ncpi-2018-05-03' },
    {
      what: 'a booking that is not there',
      line: 'visit move essex-ncpi-2018-05-03 --first 2018-10-08 --reason x',
    },
    { what: 'a visit in the past', line: 'visit book essex-ncpi-2018-05-03 --first 2018-09-08' },
    { what: 'a visit in the future', line: 'visit done essex-ncpi-2018-05-03 --first 2018-10-08' },
    { what: 'more time that nobody asked for', line: 'more-time grant essex-ncpi-2018-05-03' },
    { what: 'an ambiguous force', line: 'visit book essex --first 2018-10-08' },
    {
      what: 'an ambiguous force and year',
      line: 'pause essex-2018 --reason "A major incident, says the lead"',
    },
    { what: 'a return that is not there', line: 'returns accept essex-ncpi-2018-05-03' },
    { what: 'a year without a report', line: 'show essex-2017' },
    { what: 'a force without contacts', line: 'contact remove FORCE-WITHOUT-CONTACTS lead' },
    { what: 'a report that is recorded', line: 'publish essex --on 2018-05-03 --title Other' },
    { what: 'an id of a force without reports', line: 'show nowhere-ncpi-2018-05-04' },
  ])('each command in the error about $what runs as printed: $line (F36)', async ({ line }) => {
    const bare = toDo.find(({ kind }) => kind === 'nobody-reachable')?.force ?? '';
    const { exitCode, err } = await revisit(line.replace('FORCE-WITHOUT-CONTACTS', bare), running.stack);
    expect(exitCode).not.toBe(0);
    const lines = await commandsIn(err);
    expect(lines).not.toEqual([]);
    await expectToRun(lines);
    await restore();
  });
});
