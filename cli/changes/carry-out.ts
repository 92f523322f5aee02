import * as z from 'zod';
import { hasEffect } from '../../shared/domain/planning/effect-of-change.ts';
import { makeChange, type PlannedChange } from '../../shared/use-cases/planning/plan-change.ts';
import { flag, type CommandAnswer, type CommandContext } from '../command/command.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { renderEffect } from '../terminal/effect.ts';
import { horizonOf } from '../terminal/holiday-horizon.ts';
import { wrap } from '../terminal/wrap.ts';

/** What every command takes that changes dates or emails. */
export const diffFlag = flag('only show what it would change, and change nothing');

/** What every command answers that changes one follow-up. */
export const changeOutput = effectOutput.extend({
  followUp: z.string(),
  /** False where it was so already, or with --diff. */
  changed: z.boolean(),
  /** As the audit has it. */
  summary: z.string(),
});

/** Shows what a planned change does, asks where an email is sent, moved or cancelled by it, and makes it. */
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
    /** Only show. */
    diff?: boolean;
    /** Ask whatever the effect: it cannot be undone. */
    always?: boolean;
  },
): Promise<CommandAnswer<z.output<typeof changeOutput>>> {
  const { service, confirm, terminal, by } = context;
  const revisit = await service();
  const { before, becoming, effect, forceName, summary } = change;
  const now = revisit.clock.now();
  const isNew = becoming !== undefined;
  const shown = [
    terminal.heading(`${forceName}${before.simulated ? ' (SIMULATED)' : ''}`),
    wrap(summary, terminal),
    ...horizonOf(effect, { calendar: await revisit.settings.calendar(), terminal }),
    ...(isNew && (diff || hasEffect(effect))
      ? [renderEffect(effect, { now, terminal, forceName: () => forceName })]
      : []),
  ].join('\n');
  if (isNew && !diff) {
    if (always || effect.emails.length > 0) await confirm({ summary: shown, question });
    await makeChange(revisit, { change, by });
  }
  const end = !isNew
    ? 'It was so already: nothing was written.'
    : diff
      ? 'Nothing was written.'
      : 'Recorded.';
  return {
    document: { followUp: before.id, changed: isNew && !diff, summary, ...effectDocument(effect) },
    text: () => `${shown}\n${end}`,
  };
}
