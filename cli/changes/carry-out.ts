import * as z from 'zod';
import { hasEffect } from '../../shared/domain/planning/work-out-effect.ts';
import { makeChange, type PlannedChange } from '../../shared/use-cases/planning/plan-change.ts';
import { flag, type CommandAnswer, type CommandContext } from '../command/command.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { renderEffect } from '../terminal/effect.ts';
import { holidayWarningOf } from '../terminal/holiday-horizon.ts';
import { wrap } from '../terminal/wrap.ts';

/** The flag of every command that changes dates or emails. */
export const diffFlag = flag('show what would change, and change nothing');

/** The document of every command that changes one follow-up. */
export const changeOutput = effectOutput.extend({
  followUp: z.string(),
  /** False if nothing had to change, and with --diff. */
  changed: z.boolean(),
  /** The same sentence as in the audit. */
  summary: z.string(),
});

/** Shows what a planned change does, and makes it. Asks first if it adds, moves or cancels an email. */
export async function carryOut(
  change: PlannedChange,
  {
    context,
    question,
    diff = false,
    always = false,
  }: {
    context: CommandContext;
    question: string;
    /** Only show the change. */
    diff?: boolean;
    /** Ask even if no email changes, for a change that the admin must not make by accident. */
    always?: boolean;
  },
): Promise<CommandAnswer<z.output<typeof changeOutput>>> {
  const { service, confirm, terminal, by } = context;
  const revisit = await service();
  const { before, becoming, effect, bodyName, summary } = change;
  const now = revisit.clock.now();
  const isNew = becoming !== undefined;
  const shown = [
    terminal.heading(`${bodyName}${before.simulated ? ' (SIMULATED)' : ''}`),
    wrap(summary, terminal),
    ...holidayWarningOf(effect, { calendar: await revisit.settings.calendar(), terminal }),
    ...(isNew && (diff || hasEffect(effect))
      ? [renderEffect(effect, { now, terminal, bodyName: () => bodyName })]
      : []),
  ].join('\n');
  if (isNew && !diff) {
    if (always || effect.emails.length > 0) await confirm({ summary: shown, question });
    await makeChange(revisit, { change, by });
  }
  const end = !isNew
    ? 'Nothing had to change, so nothing was written.'
    : diff
      ? 'Nothing was written.'
      : 'Recorded.';
  return {
    document: { followUp: before.id, changed: isNew && !diff, summary, ...effectDocument(effect) },
    text: () => `${shown}\n${end}`,
  };
}
