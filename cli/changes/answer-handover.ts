import * as z from 'zod';
import { handoverStates } from '../../shared/domain/form/form.ts';
import { answerHandover as answer } from '../../shared/use-cases/handover/answer-handover.ts';
import { planHandoverAnswer, type PlannedHandover } from '../../shared/use-cases/handover/plan-handover.ts';
import type { CommandAnswer, CommandContext } from '../command/command.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { renderEffect } from '../terminal/effect.ts';
import { wrap } from '../terminal/wrap.ts';
import { openWholeService } from '../command/open-whole-service.ts';

export const handoverAnswerOutput = effectOutput.extend({
  followUp: z.string(),
  handover: z.string(),
  round: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(handoverStates),
});

/** Shows who would answer for the body from now on, asks the admin, and answers the lead's request. */
export async function answerHandover(
  asked: { followUp: string; id?: string; agrees: boolean },
  context: CommandContext,
): Promise<CommandAnswer<z.output<typeof handoverAnswerOutput>>> {
  const { terminal, confirm, by } = context;
  const { agrees } = asked;
  const revisit = await openWholeService(context);
  const planned = await planHandoverAnswer(revisit, asked);
  const { scene, handover, effect } = planned;
  const { bodyName } = scene;
  const shown = [
    wrap(sentenceOf(planned, agrees), terminal),
    ...(agrees ? [renderEffect(effect, { now: scene.context.now, terminal, bodyName: () => bodyName })] : []),
  ].join('\n');
  await confirm({ summary: shown, question: agrees ? 'Approve it?' : 'Refuse it?' });
  const followUpId = scene.record.followUp.id;
  const answered = await answer(revisit, { followUpId, handoverId: handover.id, agrees, by });
  return {
    document: {
      followUp: followUpId,
      handover: answered.id,
      round: answered.round,
      from: answered.fromName,
      to: answered.toName,
      state: answered.state,
      ...effectDocument(effect),
    },
    text: () => `${shown}\nRecorded.`,
  };
}

function sentenceOf({ scene, handover }: PlannedHandover, agrees: boolean): string {
  const { fromName, toName, toEmail } = handover;
  return agrees
    ? `${scene.bodyName}: ${toName} (${toEmail}) replaces ${fromName} as the lead. The links of ${fromName} stop working. Revisit emails both.`
    : `${scene.bodyName}: ${fromName} stays the lead. Revisit does not email them, so please ring them.`;
}
