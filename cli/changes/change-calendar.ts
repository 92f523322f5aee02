import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { hasEffect } from '../../shared/domain/planning/work-out-effect.ts';
import { makeCalendar, type PlannedCalendar } from '../../shared/use-cases/clocks/change-calendar.ts';
import type { CommandAnswer, CommandContext } from '../command/command.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { renderEffect } from '../terminal/effect.ts';
import { holidayWarning } from '../terminal/holiday-horizon.ts';
import { wrap } from '../terminal/wrap.ts';

const holidayOutput = z.object({ on: z.iso.date(), title: z.string() });

/** The document of every command that changes the calendar. */
export const calendarChangeOutput = effectOutput.extend({
  /** False if nothing had to change, and with --diff. */
  changed: z.boolean(),
  summary: z.string(),
  added: z.array(holidayOutput),
  dropped: z.array(holidayOutput),
  /** How many follow-ups were checked. */
  followUps: z.int(),
  knownTo: plainDate,
  furthestDueOn: plainDate.optional(),
});

/** Shows which open dates move, and changes the calendar. Asks first if a date moves or a holiday is removed. */
export async function changeCalendar(
  planned: PlannedCalendar,
  { context, diff, notes = [] }: { context: CommandContext; diff: boolean; notes?: readonly string[] },
): Promise<CommandAnswer<z.output<typeof calendarChangeOutput>>> {
  const { service, confirm, terminal, by } = context;
  const revisit = await service();
  const { effect, bodyNames, summary, calendar, furthestDueOn } = planned;
  const isNew = planned.after !== undefined;
  const bodyName = (id: string): string => bodyNames.get(id) ?? id;
  const shown = [
    wrap(summary, terminal),
    ...notes.map((note) => wrap(note, terminal)),
    ...(isNew ? effectLines() : []),
    ...holidayWarning(calendar, { furthestDueOn, terminal }),
  ].join('\n');
  if (isNew && !diff) {
    // An old list could remove a holiday that someone added later.
    if (hasEffect(effect) || planned.dropped.length > 0)
      await confirm({ summary: shown, question: 'Change the calendar?' });
    await makeCalendar(revisit, { planned, by });
  }
  const end = !isNew
    ? 'Nothing had to change, so nothing was written.'
    : diff
      ? 'Nothing was written.'
      : 'Recorded. The next sweep works out every date again.';
  return {
    document: {
      changed: isNew && !diff,
      summary,
      added: [...planned.added],
      dropped: [...planned.dropped],
      followUps: planned.followUps,
      knownTo: calendar.knownTo,
      furthestDueOn,
      ...effectDocument(effect),
    },
    text: () => `${shown}\n${end}`,
  };

  function effectLines(): string[] {
    if (!hasEffect(effect)) return ['No open date moves.'];
    return [renderEffect(effect, { now: revisit.clock.now(), terminal, bodyName, several: true })];
  }
}
