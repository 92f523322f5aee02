import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';
import { roleWith, type RolePart } from '../../shared/domain/programme.ts';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { runCli } from '../../cli/main.ts';
import { createTerminal, type Terminal } from '../../cli/terminal/terminal.ts';
import { guardOutput } from '../../cli/terminal/guard-output.ts';
import { addWorkingDays, builtInCalendar, isWorkingDay } from '../../shared/domain/clocks/calendar.ts';
import { formatDate, LONDON, londonDate, formatTime, weekdayName } from '../../shared/domain/dates.ts';
import { visibleLine } from '../../shared/domain/visible-text.ts';
import type { LocalService } from '../local-service.ts';
import { answerForm } from './answer-form.ts';
import { openInbox, type Inbox, type InboxMail } from './inbox.ts';

type PlainDate = Temporal.PlainDate;

/** Something that happens on a day in addition to the scheduled run. */
interface DemoEvent {
  readonly on: string;
  readonly at: string;
  readonly happens: (stage: Demo) => Promise<void>;
}

interface Demo {
  readonly service: LocalService;
  readonly home: string;
  readonly inbox: Inbox;
  readonly terminal: Terminal;
  readonly say: (text: string) => void;
}

const sweepAnswer = z.object({ wakeUps: z.number() });

const ESSEX_LEAD = 'lead@essex.example';

const happenings: readonly DemoEvent[] = [
  { on: '2016-04-18', at: '16:12', happens: essexAnswers },
  { on: '2016-06-06', at: '11:30', happens: essexAnswers },
  {
    on: '2016-06-20',
    at: '14:00',
    happens: (stage) => admin(stage, 'visit book essex --first 2016-09-05 --last 2016-09-07 --yes'),
  },
  { on: '2016-08-09', at: '09:15', happens: essexAnswers },
  {
    on: '2016-09-08',
    at: '09:30',
    happens: (stage) => admin(stage, 'visit done essex --first 2016-09-05 --last 2016-09-07 --yes'),
  },
];

/** Plays the six months. It prints the emails, the answers, and the work that is left. */
export async function replay({ service, home }: { service: LocalService; home: string }): Promise<void> {
  const output = guardOutput(() => process.stdout);
  const stage: Demo = {
    service,
    home,
    inbox: openInbox(join(home, 'mail')),
    terminal: createTerminal({ stdout: output, stderr: process.stderr, environment: process.env }),
    say: (text) => output.write(`${text}\n`),
  };
  const { say, terminal } = stage;
  say(terminal.heading('Revisit: six months of one report, on this machine'));
  say('Real: the Essex report of 8 March 2016, the dates, the bank holidays, and the code that sends.');
  say('SIMULATED: every person, every answer, and the whole of Loamshire, which stays silent.');
  say('The timescales of the Essex recommendations are illustrative.\n');

  await service.setAsOf(toLondonInstant('2016-03-08', '09:30'));
  await prepare(stage);
  say(terminal.heading('\nThe working days, each with its scheduled runs'));
  const last = Temporal.PlainDate.from('2016-09-09');
  for (
    let on = Temporal.PlainDate.from('2016-03-08');
    Temporal.PlainDate.compare(on, last) <= 0;
    on = on.add({ days: 1 })
  ) {
    if (isWorkingDay(on, builtInCalendar)) await playDay(on, stage);
  }
  await finish(stage);
}

async function prepare(stage: Demo): Promise<void> {
  const files = 'data/essex-2016-recommendations.csv';
  await admin(stage, 'force import data/forces.csv --yes');
  await admin(stage, 'force import data/invented-forces.csv --yes');
  await admin(
    stage,
    'owner add "Priya Nair" --email p.nair@inspectorate.example --telephone "020 7946 0123"',
  );
  await admin(
    stage,
    'owner add "Rose Okafor" --email r.okafor@inspectorate.example --telephone "020 7946 0124" --head',
  );
  for (const body of ['essex', 'loamshire']) {
    for (const [part, name] of people) {
      const role = roleOf(part);
      await admin(
        stage,
        `contact add ${body} --role ${role} --name "${name}" --email ${role}@${body}.example`,
      );
    }
    await admin(stage, `publish ${body} --on 2016-03-08 --owner nair --recommendations ${files} --yes`);
  }
}

/** The people of a force, by what their role does. */
const people: readonly (readonly [RolePart, string])[] = [
  ['answers', 'Chief Superintendent Shaw'],
  ['stands-in', 'Superintendent Okoro'],
  ['approves', 'Assistant Chief Constable Wynn'],
  ['mailbox', 'Inspection liaison officer'],
];

/** Returns the role with a part in the first programme that comes with Revisit. */
function roleOf(part: RolePart): string {
  const [programme] = shippedProgrammes.values();
  return programme === undefined ? part : (roleWith(programme, part)?.id ?? part);
}

async function playDay(on: PlainDate, stage: Demo): Promise<void> {
  const { service } = stage;
  if (isFirstWorkingDayOfItsWeek(on)) {
    await service.setAsOf(toLondonInstant(on.toString(), '09:00'));
    await service.invoke('send-digest');
  }
  await service.setAsOf(toLondonInstant(on.toString(), '10:00'));
  const { wakeUps } = sweepAnswer.parse(await service.invoke('sweep'));
  if (wakeUps > 0) await service.drain();
  await printNewMail(stage);
  for (const happening of happenings) {
    if (happening.on !== on.toString()) continue;
    await service.setAsOf(toLondonInstant(happening.on, happening.at));
    await happening.happens(stage);
    await service.drain();
    await printNewMail(stage);
  }
}

function isFirstWorkingDayOfItsWeek(on: PlainDate): boolean {
  return addWorkingDays(on, { days: -1, calendar: builtInCalendar }).weekOfYear !== on.weekOfYear;
}

/** Lets the lead open the link of the latest email and answer. */
async function essexAnswers({ inbox, say, terminal }: Demo): Promise<void> {
  const mails = await inbox.to(ESSEX_LEAD);
  const link = mails.findLast((mail) => mail.link !== undefined)?.link;
  if (link === undefined) throw new Error('No email to the Essex lead contains a link.');
  const { reference, pages } = await answerForm(link, {
    readCode: async () => {
      const codes = (await inbox.to(ESSEX_LEAD)).map(({ text }) => /^\d{6}$/mu.exec(text)?.[0]);
      return codes.findLast((code) => code !== undefined) ?? '';
    },
  });
  say(
    terminal.heading(
      `             Essex's lead opens the form, answers ${pages} pages and sends: ${reference}`,
    ),
  );
}

async function printNewMail({ inbox, say, terminal }: Demo): Promise<void> {
  for (const mail of await inbox.takeNew()) say(oneLine(mail, terminal));
}

function oneLine(mail: InboxMail, terminal: Terminal): string {
  const on = londonDate(mail.at);
  const day = `${weekdayName(on).slice(0, 3)} ${formatDate(on)}`.padEnd(21);
  const to = mail.to.replace('.example', '').padEnd(22);
  return `${terminal.muted(`${day} ${formatTime(mail.at).padEnd(8)}`)}${to} ${visibleLine(mail.subject)}`;
}

async function finish(stage: Demo): Promise<void> {
  const { service, inbox, say, home, terminal } = stage;
  say(terminal.heading('\nOne email in full: the request that opened the first round'));
  const request = (await inbox.to(ESSEX_LEAD)).find((mail) => mail.subject.startsWith('By 19 April'));
  if (request !== undefined) say(indent(request.text));
  await admin(stage, '');
  await admin(stage, 'show essex');
  say(terminal.heading('\nEmails due, requests sent, accepted by mail systems, and answered'));
  await admin(stage, 'notices --summary');
  say(terminal.heading('\nLook for yourself'));
  say(`  REVISIT_HOME=${home} npm start`);
  say(`  inbox  ${service.endpoints.inbox}`);
  say(`  form   ${service.endpoints.form}   (with a link from the inbox)`);
  say(`  log    ${join(home, 'revisit.log')}`);
}

/** Runs one of the admin's commands, and prints it and its output. */
async function admin({ home, say, terminal }: Demo, line: string): Promise<void> {
  const typed = line.replace(/ --yes$/u, '');
  say(`\n${terminal.heading(`$ npx revisit ${typed}`)}`);
  const argv = [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const stdout = new Writable({
    write: (chunk: unknown, _encoding, done) => {
      process.stdout.write(indent(String(chunk)));
      done();
    },
  });
  const code = await runCli(argv, {
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    environment: { ...process.env, REVISIT_HOME: home, REVISIT_ADMIN: 'demo' },
  });
  if (code !== 0) throw new Error(`revisit ${typed} ended with ${code}.`);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gmu, '  ');
}

function toLondonInstant(on: string, at: string): Temporal.Instant {
  return Temporal.PlainDate.from(on)
    .toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(at) })
    .toInstant();
}
