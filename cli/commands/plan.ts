import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import {
  earlierInstant,
  formatDate,
  isBefore,
  isEarlier,
  londonDate,
  londonInstant,
  weekdayName,
  type Instant,
  type PlainDate,
} from '../../shared/domain/dates.ts';
import { hasEffect } from '../../shared/domain/planning/work-out-effect.ts';
import { labelFollowUp, type ShortName } from '../../shared/domain/finding/follow-up-names.ts';
import { bodyNameOn, shortenBodyName } from '../../shared/domain/body.ts';
import { nameEveryFollowUp } from '../../shared/use-cases/finding/name-follow-ups.ts';
import { taskKinds } from '../../shared/domain/desk/tasks.ts';
import { ServiceError } from '../../shared/errors.ts';
import { workOutEffectOnAll, type EffectOnAll } from '../../shared/use-cases/planning/effect-on-all.ts';
import { planStretch, type PlannedFollowUp } from '../../shared/use-cases/planning/plan-stretch.ts';
import { renderPlanned } from '../../shared/use-cases/sending/render-planned.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { readProgrammeFile } from '../input/programme-input.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { emailsDocument, emailsOutput } from '../output/emails-output.ts';
import type { Service } from '../service/service.ts';
import { shortDate, shortWeekday } from '../terminal/dates.ts';
import { renderEffect } from '../terminal/effect.ts';
import {
  countOf,
  emailCount,
  emailLines,
  renderPlan,
  shortenPersonName,
  type PlanLine,
} from '../terminal/emails.ts';
import { holidayWarning } from '../terminal/holiday-horizon.ts';
import { taskLine } from '../terminal/tasks.ts';
import type { Terminal } from '../terminal/terminal.ts';

const DEFAULT_DAYS = 14;

/** How many lines of the plan the text shows if the emails are also written to files. */
const LINES_BESIDE_FILES = 24;

export const plan = defineCommand({
  summary: 'Show the emails and tasks to come if nobody does anything',
  description:
    "The plan uses the same rules as the sweep, with today's data. It assumes that mail systems accept every email at once. It writes nothing and sends nothing. To see what an extension, a suspension, a bank holiday or a contact would change, add --diff to the command that makes the change.",
  examples: [
    { line: 'revisit plan', says: 'the next two weeks' },
    { line: 'revisit plan --to 2016-07-29', says: 'until the end of 29 July' },
    { line: 'revisit plan --from "1 September 2016" --to "30 September 2016"', says: 'September' },
    { line: 'revisit plan --to 2016-09-30 --render emails', says: 'every email in full, written to files' },
    {
      line: 'revisit plan --diff ncpi.json',
      says: 'what a changed programme would do to every follow-up (revisit programme show writes the file)',
    },
  ],
  input: {
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day (default: today)' }),
    to: option(dateInput.optional(), { value: '<date>', help: 'the last day (default: two weeks later)' }),
    render: option(z.string().min(1).optional(), {
      value: '<dir>',
      help: 'write each email to this folder, with an index page',
    }),
    diff: option(z.string().min(1).optional(), {
      value: '<file>',
      help: 'show what a changed programme would add, move or cancel',
    }),
  },
  output: z.object({
    from: instant,
    /** The last day. */
    to: plainDate,
    emails: emailsOutput,
    tasks: z.array(
      z.object({
        on: plainDate,
        followUp: z.string(),
        kind: z.enum(taskKinds),
        milestone: z.string(),
        owner: z.string().optional(),
      }),
    ),
    /** With --render, the number of emails that were written and the page that lists them. */
    rendered: z.object({ emails: z.int(), index: z.string() }).optional(),
    /** With --diff, what the changed programme would do. */
    diff: effectOutput.extend({ followUps: z.int() }).optional(),
  }),
  run: async (input, { service, terminal }) => {
    const changed =
      input.diff === undefined ? undefined : await readProgrammeFile(input.diff, { field: 'diff', service });
    const revisit = await service();
    const now = revisit.clock.now();
    const from = input.from === undefined ? now : londonInstant(input.from, { hour: 0, minute: 0 });
    const lastDay = input.to ?? londonDate(from).add({ days: DEFAULT_DAYS });
    if (isBefore(lastDay, londonDate(from))) {
      throw new ServiceError(
        'bad-input',
        `The plan ends on ${formatDate(lastDay)}, before it begins. Give a later day with --to.`,
        {
          field: 'to',
        },
      );
    }
    const to = londonInstant(lastDay.add({ days: 1 }), { hour: 0, minute: 0 });
    // The plan starts today even if --from is later, because earlier emails decide which later ones leave.
    const calendar = await revisit.settings.calendar();
    const nameOf = await nameEveryFollowUp(revisit);
    const planned = await planStretch(revisit, { from: earlierInstant(now, from), to });
    const inStretch = planned.map((one) => ({
      ...one,
      emails: one.emails.filter(({ at }) => !isEarlier(at, from)),
      tasks: one.tasks.filter(({ on }) => !isBefore(on, londonDate(from)) && !isBefore(lastDay, on)),
    }));
    const emails = inStretch
      .flatMap((one) => one.emails)
      .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
    const stretch = stretchWords(londonDate(from), lastDay);
    const rendered =
      input.render === undefined
        ? undefined
        : await render(revisit, { planned: inStretch, directory: input.render, stretch });
    const diff =
      changed === undefined ? undefined : await workOutEffectOnAll(revisit, { programme: changed });
    const document = {
      from,
      to: lastDay,
      emails: emailsDocument(emails),
      tasks: inStretch.flatMap(({ tasks, owner }) =>
        tasks.map(({ on, task }) => {
          return {
            on,
            followUp: task.followUpId,
            kind: task.kind,
            milestone: task.milestone,
            owner: owner?.id,
          };
        }),
      ),
      rendered,
      diff: diff === undefined ? undefined : { ...effectDocument(diff.effect), followUps: diff.followUps },
    };
    const text = (): string => {
      if (diff !== undefined) return diffText(diff, { now, terminal });
      const lines = linesOf(inStretch, { nameOf, today: londonDate(now) });
      const nobody =
        emails.length === 0 ? 'No email leaves' : `${emailCount(emails)}. Nobody else gets an email`;
      const summary =
        lines.length === 0
          ? `${nobody} from ${stretch}, and there is nothing to do.`
          : `${renderPlan(lines, { terminal, ...(rendered === undefined ? {} : { most: LINES_BESIDE_FILES }) })}\n${nobody}.`;
      return [
        summary,
        ...holidayWarning(calendar, { furthestDueOn: lastDay, terminal }),
        ...(rendered === undefined ? [] : [`Each email in full: ${rendered.index}`]),
      ].join('\n');
    };
    return { document, text };
  },
});

/** Returns the dates of a plan, such as "Fri 22 Jul to Fri 29 Jul 2016". It gives both years if they differ. */
function stretchWords(first: PlainDate, last: PlainDate): string {
  return `${shortWeekday(first, last)} to ${weekdayName(last).slice(0, 3)} ${shortDate(last)}`;
}

async function render(
  { publicUrl, replyDomain, mailWriter, settings }: Service,
  toRender: { planned: readonly PlannedFollowUp[]; directory: string; stretch: string },
): Promise<{ emails: number; index: string }> {
  const emails = renderPlanned(toRender.planned, {
    publicUrl,
    replyDomain,
    organisation: await settings.organisation(),
  });
  const { writePlan } = await import('../changes/write-plan.ts');
  return { emails: emails.length, index: await writePlan(emails, { ...toRender, mailWriter }) };
}

function diffText(
  { effect, followUps, bodyNames }: EffectOnAll,
  { now, terminal }: { now: Instant; terminal: Terminal },
): string {
  const looked = `${countOf(followUps, { one: 'follow-up is', many: 'follow-ups are' })} running in this programme.`;
  if (!hasEffect(effect)) return `${looked}\nNo open date moves, and no email to come changes.`;
  const bodyName = (id: string): string => bodyNames.get(id) ?? id;
  return `${looked}\n${renderEffect(effect, { now, terminal, bodyName, several: true })}\nNothing was written.`;
}

function linesOf(
  planned: readonly PlannedFollowUp[],
  { nameOf, today }: { nameOf: (followUpId: string) => ShortName; today: PlainDate },
): PlanLine[] {
  return planned.flatMap(({ record, body, owner, emails, tasks }) => {
    const { id, publishedOn } = record.followUp;
    const bodyName = labelFollowUp(shortenBodyName(bodyNameOn(body, publishedOn)), nameOf(id));
    const who = owner === undefined ? 'nobody yet' : shortenPersonName(owner.name);
    return [
      ...emailLines(emails, { bodyName: () => bodyName, today }),
      ...tasks.map((planned) => taskLine(planned, { bodyName, who, today })),
    ];
  });
}
