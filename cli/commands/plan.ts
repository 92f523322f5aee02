import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import {
  earlierInstant,
  inWords,
  isBefore,
  isEarlier,
  londonDate,
  londonInstant,
} from '../../shared/domain/dates.ts';
import { forceNameOn, shortForceName } from '../../shared/domain/follow-up.ts';
import { milestoneIds } from '../../shared/domain/programme.ts';
import { taskKinds } from '../../shared/domain/tasks.ts';
import { ServiceError } from '../../shared/errors.ts';
import { planStretch, type PlannedFollowUp } from '../../shared/use-cases/plan-stretch.ts';
import { defineCommand, option } from '../command.ts';
import { dateInput } from '../input/date-input.ts';
import { emailsDocument, emailsOutput } from '../output/emails-output.ts';
import { shortWeekday } from '../terminal/dates.ts';
import { emailCount, emailLines, renderPlan, shortPersonName, type PlanLine } from '../terminal/emails.ts';
import { holidayWarning } from '../terminal/holiday-horizon.ts';
import { taskLine } from '../terminal/tasks.ts';

const DEFAULT_DAYS = 14;

export const plan = defineCommand({
  summary: 'What will leave, and what we shall have to do, if nobody does anything',
  description:
    'Asks the rules that send, from the data of today. It takes every email for accepted at once. Nothing is written and nothing is sent.',
  examples: [
    { line: 'revisit plan', says: 'the next two weeks' },
    { line: 'revisit plan --to 2016-07-29', says: 'up to and including 29 July' },
    { line: 'revisit plan --from "1 September 2016" --to "30 September 2016"', says: 'September' },
  ],
  input: {
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day (default: today)' }),
    to: option(dateInput.optional(), { value: '<date>', help: 'the last day (default: two weeks on)' }),
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
        milestone: z.enum(milestoneIds),
        owner: z.string().optional(),
      }),
    ),
  }),
  run: async (input, { service, terminal }) => {
    const ready = await service();
    const now = ready.clock.now();
    const from = input.from === undefined ? now : londonInstant(input.from, { hour: 0, minute: 0 });
    const lastDay = input.to ?? londonDate(from).add({ days: DEFAULT_DAYS });
    if (isBefore(lastDay, londonDate(from))) {
      throw new ServiceError('bad-input', `The plan would end on ${inWords(lastDay)}, before it begins.`, {
        field: 'to',
      });
    }
    const to = londonInstant(lastDay.add({ days: 1 }), { hour: 0, minute: 0 });
    // What leaves before the stretch decides what leaves in it.
    const calendar = await ready.settings.calendar();
    const planned = await planStretch(ready, { from: earlierInstant(now, from), to });
    const inStretch = planned.map((one) => ({
      ...one,
      emails: one.emails.filter(({ at }) => !isEarlier(at, from)),
      tasks: one.tasks.filter(({ on }) => !isBefore(on, londonDate(from)) && !isBefore(lastDay, on)),
    }));
    const emails = inStretch
      .flatMap((one) => one.emails)
      .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
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
    };
    const text = (): string => {
      const lines = linesOf(inStretch);
      const nobody =
        emails.length === 0 ? 'No email leaves' : `${emailCount(emails)}. Nobody else hears from us`;
      const stretch = `${shortWeekday(londonDate(from))} to ${shortWeekday(lastDay)} ${lastDay.year}`;
      const said =
        lines.length === 0
          ? `${nobody} from ${stretch}, and nothing is to be done.`
          : `${renderPlan(lines, { terminal })}\n${nobody}.`;
      return [said, ...holidayWarning(calendar, { furthestDueOn: lastDay, terminal })].join('\n');
    };
    return { document, text };
  },
});

function linesOf(planned: readonly PlannedFollowUp[]): PlanLine[] {
  return planned.flatMap(({ record, force, owner, emails, tasks }) => {
    const forceName = shortForceName(forceNameOn(force, record.followUp.publishedOn));
    const who = owner === undefined ? 'nobody yet' : shortPersonName(owner.name);
    return [
      ...emailLines(emails, () => forceName),
      ...tasks.map((planned) => taskLine(planned, { forceName, who })),
    ];
  });
}
