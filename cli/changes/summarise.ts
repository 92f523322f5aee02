import { londonDate } from '../../shared/domain/dates.ts';
import type { FollowUp } from '../../shared/domain/follow-up.ts';
import { ServiceError } from '../../shared/errors.ts';
import { DecisionContexts } from '../../shared/use-cases/finding/decision-contexts.ts';
import { summariseFollowUp, type FollowUpSummary } from '../../shared/use-cases/desk/list-follow-ups.ts';
import type { Service } from '../service/service.ts';

/** Returns a changed follow-up as `revisit list` shows it. */
export async function summarise(service: Service, followUp: FollowUp): Promise<FollowUpSummary> {
  const now = service.clock.now();
  const [contexts, body] = await Promise.all([
    DecisionContexts.at(now, service),
    service.people.body(followUp.forceId),
  ]);
  if (body === undefined)
    throw new ServiceError('stored-data', `${followUp.id} names a body that does not exist.`);
  return summariseFollowUp(followUp, { body, contexts, today: londonDate(now) });
}
