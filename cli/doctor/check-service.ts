import { formatDate, londonDate, formatTime, type Instant } from '../../shared/domain/dates.ts';
import { listMissingOrganisation, type Organisation } from '../../shared/domain/organisation.ts';
import { planStretch } from '../../shared/use-cases/planning/plan-stretch.ts';
import { seeDesk, type Desk, type DeskHealth } from '../../shared/use-cases/desk/see-desk.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { howToCheckSentence } from '../../shared/wording/en/organisation.ts';
import type { Service } from '../service/service.ts';
import { countOf } from '../terminal/emails.ts';
import { gapWords } from '../terminal/gaps.ts';
import { warnOfNobodyResponsible, NO_PROGRAMME_HEAD } from '../terminal/responsible.ts';
import { ok, runOnce, toDo, type Check, type Finding } from './finding.ts';

/** Two and a half runs of the schedule. The alarm rings after the same time. */
const SWEEP_TOLERANCE_MINUTES = 45;

/** Nine months, as for the alarm. That covers every date of a new report. */
const HOLIDAY_HORIZON_DAYS = 270;

/** Returns the checks of the table and the queues, for every stage. */
export function serviceChecks(service: () => Promise<Service>, { stage }: { stage: string }): Check[] {
  const desk = runOnce(async () => seeDesk(await service(), {}));
  return [
    {
      name: 'fence',
      look: async () => {
        const fence = await (await service()).settings.fence();
        return fence === undefined
          ? toDo(
              `This table may not send. Run "revisit arm --stage ${stage}" when everything else here is in order.`,
            )
          : ok(`Armed since ${dayAndTime(fence.armedAt)}.`);
      },
    },
    {
      name: 'last sweep',
      look: async () => {
        const { health, now } = await desk();
        return sweepFinding(health.sweptAt, { now, stage });
      },
    },
    {
      name: 'daily run',
      look: async () => {
        const { health } = await desk();
        return dailyRunFinding(health, { stage });
      },
    },
    { name: 'emails due', look: async () => gapsFinding((await desk()).health) },
    { name: 'emails sent', look: async () => problemsFinding((await desk()).health) },
    { name: 'dead letters', look: async () => deadLettersFinding((await desk()).health) },
    { name: 'owners', look: async () => ownersFinding((await desk()).health) },
    {
      name: 'organisation',
      look: async () => organisationFinding(await (await service()).settings.organisation()),
    },
    { name: 'holidays', look: async () => holidaysFinding(await desk()) },
  ];
}

function gapsFinding({ gaps }: DeskHealth): Finding {
  const due = gapWords(gaps);
  return due === undefined
    ? ok('Every email that was due two hours ago has left.')
    : toDo(`${due} says why. Also see the dead letters below.`);
}

function problemsFinding({ problems }: DeskHealth): Finding {
  return problems.length === 0
    ? ok('No email was refused, bounced or lost.')
    : toDo(`${countOf(problems.length, 'email')} to check. Run revisit notices --status problem.`);
}

function deadLettersFinding({ queues }: DeskHealth): Finding {
  if (!queues.known) throw queues.failure;
  const list = queues.dead.map(({ queue, count }) => `${count} of ${queue}`).join(', ');
  if (queues.dead.length > 0) {
    return toDo(
      `Failed messages: ${list}. Fix the cause (docs/runbook.md#a-dead-letter), then run revisit redrive.`,
    );
  }
  return ok(
    queues.waiting === 0
      ? 'No message failed for good.'
      : `No message failed for good. ${countOf(queues.waiting, { one: 'message is', many: 'messages are' })} being handled.`,
  );
}

function ownersFinding({ unowned, hasProgrammeHead }: DeskHealth): Finding {
  const [nobody] = warnOfNobodyResponsible(unowned);
  if (nobody !== undefined) return toDo(`${nobody} ${NO_PROGRAMME_HEAD}`);
  return hasProgrammeHead
    ? ok('Someone is responsible for every open follow-up, and a programme head is recorded.')
    : toDo(`${NO_PROGRAMME_HEAD} The weekly assurance mail goes to every owner until then.`);
}

function organisationFinding(organisation: Organisation): Finding {
  const missing = listMissingOrganisation(organisation);
  return missing.length === 0
    ? ok(`Emails say: ${howToCheckSentence(organisation) ?? ''}`)
    : toDo(
        `Emails cannot say how to check that they are genuine. Run revisit organisation set ${missing.map((field) => `--${field} <text>`).join(' ')}.`,
      );
}

function holidaysFinding({ health, today }: Desk): Finding {
  const { holidaysKnownTo: knownTo, holidaysRunOut } = health;
  const days = today.until(knownTo, { largestUnit: 'day' }).days;
  return holidaysRunOut || days < HOLIDAY_HORIZON_DAYS
    ? toDo(
        `Bank holidays are known only until ${formatDate(knownTo)}${holidaysRunOut ? ', and a date is later' : ''}. Import the newer list from gov.uk/bank-holidays.json with ${commandLines.importHolidays}.`,
      )
    : ok(`Bank holidays are known until ${formatDate(knownTo)}.`);
}

/** Finds the day of the next month with the most emails, if nobody does anything. */
export async function findBusiestDay(service: Service): Promise<{ emails: number; on: string }> {
  const from = service.clock.now();
  const planned = await planStretch(service, { from, to: from.add({ hours: 31 * 24 }) });
  const perDay = new Map<string, number>();
  for (const { at } of planned.flatMap(({ emails }) => emails)) {
    const day = formatDate(londonDate(at));
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const [on, emails] = [...perDay].sort(([, one], [, other]) => other - one)[0] ?? ['', 0];
  return { emails, on };
}

/** Returns a sentence such as "The next month has at most 14 emails, on 9 March 2027", without the full stop. */
export function formatPlannedEmails({ emails, on }: { emails: number; on: string }): string {
  return emails === 0
    ? 'No email is planned for the next month'
    : `The next month has at most ${countOf(emails, 'email')}, on ${on}`;
}

function sweepFinding(
  sweptAt: Instant | undefined,
  { now, stage }: { now: Instant; stage: string },
): Finding {
  const start = stage === 'local' ? 'revisit sweep' : `revisit sweep --stage ${stage}`;
  if (sweptAt === undefined)
    return toDo(`No sweep has finished yet. Run ${start}. If it fails, it says why.`);
  const minutes = Math.floor((now.epochMilliseconds - sweptAt.epochMilliseconds) / 60_000);
  return minutes > SWEEP_TOLERANCE_MINUTES
    ? toDo(
        `The last sweep ran on ${dayAndTime(sweptAt)}. Nobody has been asked or reminded since. Run ${start}. If it fails, it says why.`,
      )
    : ok(`${countOf(Math.max(0, minutes), 'minute')} ago.`);
}

function dailyRunFinding(
  { lookedForGapsAt, isDailyRunOverdue }: DeskHealth,
  { stage }: { stage: string },
): Finding {
  const ran =
    lookedForGapsAt === undefined ? 'It has not run yet.' : `It ran on ${dayAndTime(lookedForGapsAt)}.`;
  if (!isDailyRunOverdue) return ok(ran);
  return toDo(
    `${ran} It is overdue, so nobody gets the Monday digest or the assurance email. Read its log /revisit/${stage}/send-digest.`,
  );
}

function dayAndTime(at: Instant): string {
  return `${formatDate(londonDate(at))}, ${formatTime(at)}`;
}
