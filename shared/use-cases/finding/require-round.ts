import { findRoundRule, type Programme, type RoundId, type RoundRule } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';

/** Returns the rule of a round. @throws ServiceError `stored-data` if the programme has no such round. */
export function requireRound(programme: Programme, id: RoundId): RoundRule {
  const rule = findRoundRule(programme, id);
  if (rule !== undefined) return rule;
  throw new ServiceError('stored-data', `The programme ${programme.id} has no round ${id}.`);
}
