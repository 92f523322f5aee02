import * as z from 'zod';
import { londonDate, type PlainDate } from '../../../shared/domain/dates.ts';
import {
  makeSuspension,
  planLift,
  planSuspension,
  type PlannedSuspension,
} from '../../../shared/use-cases/clocks/suspend-clocks.ts';
import { ServiceError } from '../../../shared/errors.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { effectDocument, effectOutput } from '../../output/effect-output.ts';
import type { Service } from '../../service/service.ts';
import { renderEffect } from '../../terminal/effect.ts';
import { holidayWarningOf } from '../../terminal/holiday-horizon.ts';
import { countOf } from '../../terminal/emails.ts';
import { wrap } from '../../terminal/wrap.ts';

export const suspendClocks = defineCommand({
  summary: 'Stop all clocks, or start them again',
  description:
    'Use this if the inspectorate suspends its inspections, as it did in March 2020. Each date to come moves by the number of days for which the clocks are stopped. A date that the law sets does not move. The command shows how dates and emails change. It asks first if an email is added, moved or cancelled. To stop one follow-up only, use revisit pause.',
  examples: [
    {
      line: 'revisit suspend --from 2020-03-17 --reason "Coronavirus" --diff',
      says: 'show what would change',
    },
    {
      line: 'revisit suspend --from 2020-03-17 --reason "Coronavirus"',
      says: 'stop all clocks until you start them again',
    },
    { line: 'revisit suspend --lift --on 2020-07-01', says: 'start all clocks again on 1 July' },
  ],
  input: {
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day (default: today)' }),
    until: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day on which they start again, if it is known',
    }),
    reason: option(z.string().trim().min(1, 'must not be empty.').optional(), {
      value: '<text>',
      help: 'the reason, for the record',
    }),
    lift: flag('start them again'),
    on: option(dateInput.optional(), {
      value: '<date>',
      help: 'with --lift, the first day on which they run again (default: today)',
    }),
    diff: diffFlag,
  },
  output: effectOutput.extend({
    /** False if nothing had to change, and with --diff. */
    changed: z.boolean(),
    summary: z.string(),
    /** How many follow-ups were checked. */
    followUps: z.int(),
  }),
  run: async (input, { service, confirm, terminal, by }) => {
    const revisit = await service();
    const now = revisit.clock.now();
    const planned = await plan(revisit, { ...input, today: londonDate(now) });
    const { effect, followUps, bodyNames, summary } = planned;
    const isNew = planned.after !== undefined;
    const shown = [
      wrap(summary, terminal),
      wrap(
        `${countOf(followUps, { one: 'follow-up is', many: 'follow-ups are' })} running. This also affects follow-ups to come.`,
        terminal,
      ),
      ...(isNew
        ? [
            renderEffect(effect, {
              now,
              terminal,
              bodyName: (id) => bodyNames.get(id) ?? id,
              several: true,
            }),
            ...holidayWarningOf(effect, { calendar: await revisit.settings.calendar(), terminal }),
          ]
        : []),
    ].join('\n');
    if (isNew && !input.diff) {
      const question = input.lift ? 'Start all clocks again?' : 'Stop all clocks?';
      if (effect.emails.length > 0) await confirm({ summary: shown, question });
      await makeSuspension(revisit, { planned, by });
    }
    const end = !isNew
      ? 'Nothing had to change, so nothing was written.'
      : input.diff
        ? 'Nothing was written.'
        : 'Recorded. The next sweep works out every date again.';
    return {
      document: { changed: isNew && !input.diff, summary, followUps, ...effectDocument(effect) },
      text: () => `${shown}\n${end}`,
    };
  },
});

function plan(
  revisit: Service,
  input: {
    lift: boolean;
    today: PlainDate;
    from?: PlainDate;
    until?: PlainDate;
    on?: PlainDate;
    reason?: string;
  },
): Promise<PlannedSuspension> {
  const { lift, today, from, until, on, reason } = input;
  if (lift) return planLift(revisit, { on: on ?? today });
  if (reason === undefined) {
    throw new ServiceError(
      'bad-input',
      'Give the reason with --reason. Revisit keeps it, and reports quote it later.',
      {
        field: 'reason',
      },
    );
  }
  return planSuspension(revisit, { from: from ?? today, until, reason });
}
