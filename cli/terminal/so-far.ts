import type { Standing } from '../../shared/domain/returns/standing.ts';
import { nameStanding } from '../../shared/use-cases/sending/name-standing.ts';
import { standingInShort } from '../../shared/wording/en/standing.ts';

/** Says in one clause what we have from a body in a round, such as "3 of 5 answers are saved". Empty if nothing. */
export function soFarWords(standing: Standing): string {
  return standingInShort(nameStanding(standing, { contacts: [], reader: undefined }));
}
