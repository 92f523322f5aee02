import { isAfter } from '../../domain/dates.ts';
import { nameMilestone } from '../../domain/programme.ts';
import { contactOf } from '../../domain/sending/recipient.ts';
import type { Change } from '../../domain/sending/told/changes.ts';
import type { Statement } from '../../domain/statement.ts';
import type { CorrectionSection, ReportsEmail, ToldChange } from '../../wording/email-facts.ts';
import { reportOf, type OwedNews } from './owed-news.ts';

/**
 * Returns what the reader was told and what is so now. `together` is everything in the same email. If a late request in
 * it gives more time for a round, the change says that day too, so that no email gives two days for one round.
 */
export function whatChangedFor(
  news: OwedNews,
  together: readonly OwedNews[],
): Pick<CorrectionSection, 'changes' | 'isClosed'> {
  const contact = contactOf(news.notice.recipient);
  const belief = news.beliefs?.find((one) => one.contact.id === contact?.id);
  return {
    changes: nameChanges(
      (belief?.changes ?? []).map(({ told, now }) => ({ told, now: asAskedFor(now, news, together) })),
      news,
    ),
    isClosed: news.record.followUp.state !== 'open',
  };
}

/** Returns a day to answer by as the same email asks for it. */
function asAskedFor(now: Statement, { record }: OwedNews, together: readonly OwedNews[]): Statement {
  if (now.says !== 'answer-by') return now;
  const asked = together.find(
    ({ notice }) =>
      notice.key.followUpId === record.followUp.id &&
      notice.milestone.id === now.round &&
      notice.answerBy !== undefined &&
      isAfter(notice.answerBy, now.on),
  );
  return asked?.notice.answerBy === undefined ? now : { ...now, on: asked.notice.answerBy };
}

/** Returns what another email carries to its reader, once for each follow-up. A correction of its own says it itself. */
export function changesToCarry(owed: readonly OwedNews[]): ReportsEmail['changes'] {
  const corrected = new Set(
    owed.filter(({ notice }) => notice.rungId === 'correction').map(({ record }) => record.followUp.id),
  );
  const byFollowUp = new Map(owed.map((news) => [news.record.followUp.id, news]));
  return [...byFollowUp.values()]
    .filter(({ record }) => !corrected.has(record.followUp.id))
    .map((news) => ({ report: reportOf(news), ...whatChangedFor(news, owed) }))
    .filter(({ changes }) => changes.length > 0);
}

/** Gives each change the name of what it is about. */
export function nameChanges(
  changes: readonly Change[],
  { programme, milestones }: Pick<OwedNews, 'programme' | 'milestones'>,
): ToldChange[] {
  const nameOf = (statement: Statement): string => {
    if ('round' in statement) return nameMilestone(programme, statement.round);
    if (statement.says === 'comments-by') {
      return milestones.find(({ rule }) => rule.kind === 'duty')?.rule.name ?? 'comments';
    }
    return 'revisit';
  };
  return changes.map(({ told, now }) => ({
    toldAt: told.at,
    was: told.statement,
    now,
    name: nameOf(told.statement),
  }));
}
