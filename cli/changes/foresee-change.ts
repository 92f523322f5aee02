import type { FollowUp } from '../../shared/domain/follow-up.ts';
import type { SimulatedEmail } from '../../shared/domain/planning/simulate.ts';
import { DecisionContexts } from '../../shared/use-cases/finding/decision-contexts.ts';
import { foresee } from '../../shared/use-cases/planning/foresee.ts';
import type { Service } from '../service/service.ts';

/** Returns the emails of the next four weeks if the follow-up were as given. Writes nothing. */
export async function foreseeChange(
  service: Service,
  followUp: FollowUp,
): Promise<readonly SimulatedEmail[]> {
  const contexts = await DecisionContexts.at(service.clock.now(), service);
  const record = await service.followUps.load(followUp.id);
  return foresee({ ...record, followUp }, await contexts.of(followUp)).emails;
}
