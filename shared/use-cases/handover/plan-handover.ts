import { workOutEffect, noEffect, type Effect } from '../../domain/planning/work-out-effect.ts';
import { londonDate } from '../../domain/dates.ts';
import { leadRole, newContact } from '../../domain/people/new-contact.ts';
import type { Handover } from '../../domain/form/form.ts';
import { ServiceError } from '../../errors.ts';
import type { Handovers } from '../../ports/handovers.ts';
import {
  loadOpenForDecision,
  type ChangeDependencies,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

/** A request to pass a round to someone in another mail domain, and the effect if the owner agrees. */
export interface PlannedHandover {
  readonly scene: FollowUpForDecision;
  readonly handover: Handover;
  readonly effect: Effect;
}

/**
 * Finds the handover that is waiting for the owner's answer, and plans the answer.
 *
 * @throws ServiceError `not-found` if none is waiting.
 * @throws ServiceError `ambiguous` if several are waiting and no id is given.
 */
export async function planHandoverAnswer(
  dependencies: ChangeDependencies & { readonly handovers: Handovers },
  answer: { followUp: string; id?: string; agrees: boolean },
): Promise<PlannedHandover> {
  const scene = await loadOpenForDecision(dependencies, answer.followUp);
  const { followUp } = scene.record;
  const known = await dependencies.handovers.ofFollowUp(followUp.id);
  const waiting = known.filter(
    ({ state, id }) => state === 'awaits-approval' && (answer.id === undefined || id === answer.id),
  );
  const [handover] = waiting;
  if (handover === undefined) {
    throw new ServiceError('not-found', `No handover of ${followUp.id} is waiting for an answer.`, {
      field: 'followUp',
    });
  }
  if (waiting.length > 1) {
    throw new ServiceError('ambiguous', `${waiting.length} handovers are waiting. Name one with --id.`, {
      field: 'id',
      particulars: waiting.map(({ id, toName }) => ({ where: id, problem: `to ${toName}` })),
    });
  }
  return { scene, handover, effect: answer.agrees ? effectOf(scene, handover) : noEffect };
}

/**
 * Works out the effect of a handover. The colleague becomes the lead today, and the previous lead's role ends today.
 */
function effectOf({ record, context }: FollowUpForDecision, handover: Handover): Effect {
  const today = londonDate(context.now);
  const colleague = newContact(
    {
      forceId: record.followUp.forceId,
      ...leadRole(context.programme),
      name: handover.toName,
      email: handover.toEmail,
      from: today,
    },
    context.contacts,
  );
  const others = context.contacts.map((contact) =>
    contact.id === handover.fromContactId && contact.part === 'answers' ? { ...contact, to: today } : contact,
  );
  const after = { record, context: { ...context, contacts: [...others, colleague] } };
  return workOutEffect({ record, context }, { after, now: context.now });
}
