import * as z from 'zod';
import { londonDate, type PlainDate } from '../../shared/domain/dates.ts';
import {
  makeSuspension,
  planLift,
  planSuspension,
  type PlannedSuspension,
} from '../../shared/use-cases/clocks/suspend-clocks.ts';
import { ServiceError } from '../../shared/errors.ts';
import { diffFlag } from '../changes/carry-out.ts';
import { defineCommand, flag, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import type { Service } from '../service/service.ts';
import { renderEffect } from '../terminal/effect.ts';
import { horizonOf } from '../terminal/holiday-horizon.ts';
import { countOf } from '../terminal/emails.ts';
import { wrap } from '../terminal/wrap.ts';

export const suspendClocks = defineCommand({
  summary: 'Stop all clocks, or let them run again',
  description:
    'As in March 2020, when the inspectorate suspended its inspections: every day for which all clocks stand still is given back. A date in law does not move. What it does to dates and emails is shown; where an email is sent, moved or cancelled you are asked. One follow-up alone: revisit pause.',
  examples: [
    {
      line: 'revisit suspend --from 2020-03-17 --reason "Coronavirus" --diff',
      says: 'only shows the effect',
    },
    { line: 'revisit suspend --from 2020-03-17 --reason "Coronavirus"', says: 'until it is lifted' },
    { line: 'revisit suspend --lift --on 2020-07-01', says: 'all clocks run again from 1 July' },
  ],
  input: {
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day (default: today)' }),
    until: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day on which they run again, where it is known',
    }),
    reason: option(z.string().trim().min(1, 'must not be empty.').optional(), {
      value: '<text>',
      help: 'why, for the record',
    }),
    lift: flag('let them run again'),
    on: option(dateInput.optional(), {
      value: '<date>',
      help: 'with --lift: the first day on which they run (default: today)',
    }),
    diff: diffFlag,
  },
  output: effectOutput.extend({
    /** False where it was so already, or with --diff. */
    changed: z.boolean(),
    summary: z.string(),
    /** How many follow-ups were looked at. */
    followUps: z.int(),
  }),
  run: async (input, { service, confirm, terminal, by }) => {
    const revisit = await service();
    const now = revisit.clock.now();
    const planned = await plan(revisit, { ...input, today: londonDate(now) });
    const { effect, followUps, forceNames, summary } = planned;
    const isNew = planned.after !== undefined;
    const shown = [
      wrap(summary, terminal),
      wrap(`${countOf(followUps, 'follow-up')} running. Those to come are held up as well.`, terminal),
      ...(isNew
        ? [
            renderEffect(effect, {
              now,
              terminal,
              forceName: (id) => forceNames.get(id) ?? id,
              several: true,
            }),
            ...horizonOf(effect, { calendar: await revisit.settings.calendar(), terminal }),
          ]
        : []),
    ].join('\n');
    if (isNew && !input.diff) {
      const question = input.lift ? 'Let all clocks run again?' : 'Stop all clocks?';
      if (effect.emails.length > 0) await confirm({ summary: shown, question });
      await makeSuspension(revisit, { planned, by });
    }
    const end = !isNew
      ? 'It was so already: nothing was written.'
      : input.diff
        ? 'Nothing was written.'
        : 'Recorded. The next sweep works every date out again.';
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
    throw new ServiceError('bad-input', 'Say why: the reason is kept, and quoted in years to come.', {
      field: 'reason',
    });
  }
  return planSuspension(revisit, { from: from ?? today, until, reason });
}
