import { nameMilestone } from '../../domain/programme.ts';
import { contactOf } from '../../domain/sending/recipient.ts';
import type { Change } from '../../domain/sending/told/changes.ts';
import { isSameStatement, type Statement } from '../../domain/statement.ts';
import { statementsOfSection } from '../../wording/statements.ts';
import type { CorrectionSection, ReportsEmail, Section, ToldChange } from '../../wording/email-facts.ts';
import { reportOf, type OwedNews } from './owed-news.ts';

/** Returns what the reader of a correction was told and what is so now. */
export function whatChangedFor(news: OwedNews): Pick<CorrectionSection, 'changes' | 'isClosed'> {
  const contact = contactOf(news.notice.recipient);
  const belief = news.beliefs?.find((one) => one.contact.id === contact?.id);
  return {
    changes: nameChanges(belief?.changes ?? [], news),
    isClosed: news.record.followUp.state !== 'open',
  };
}

/** Returns what another email carries to its reader, once for each follow-up. A correction of its own says it itself. */
export function changesToCarry(owed: readonly OwedNews[]): ReportsEmail['changes'] {
  const corrected = new Set(
    owed.filter(({ notice }) => notice.rungId === 'correction').map(({ record }) => record.followUp.id),
  );
  const byFollowUp = new Map(owed.map((news) => [news.record.followUp.id, news]));
  return [...byFollowUp.values()]
    .filter(({ record }) => !corrected.has(record.followUp.id))
    .map((news) => ({ report: reportOf(news), ...whatChangedFor(news) }))
    .filter(({ changes }) => changes.length > 0);
}

type Said = Pick<ReportsEmail, 'changes' | 'sections'>;

/**
 * Makes the changes in an email say the date that the same email asks for. A request that leaves late gives its reader
 * more days than the round has, and two dates in one email would contradict each other.
 */
export function agreeWithRequests({ changes, sections }: Said): Said {
  const asked = new Map<string, Statement>();
  for (const section of sections) {
    if (section.news === 'correction') continue;
    for (const statement of statementsOfSection(section)) {
      if (statement.says === 'answer-by')
        asked.set(`${section.report.followUpId}/${statement.round}`, statement);
    }
  }
  const agree = (followUpId: string, told: readonly ToldChange[]): ToldChange[] =>
    told
      .map((change) => {
        const { now } = change;
        const request = now.says === 'answer-by' ? asked.get(`${followUpId}/${now.round}`) : undefined;
        return request === undefined ? change : { ...change, now: request };
      })
      .filter(({ was, now }) => !isSameStatement(was, now));
  return {
    changes: changes
      .map((carried) => ({ ...carried, changes: agree(carried.report.followUpId, carried.changes) }))
      .filter((carried) => carried.changes.length > 0),
    sections: withoutEmpty(
      sections.map((section) =>
        section.news === 'correction'
          ? { ...section, changes: agree(section.report.followUpId, section.changes) }
          : section,
      ),
      sections,
    ),
  };
}

/** Leaves out a correction that a request in the same email has made unnecessary. */
function withoutEmpty(changed: readonly Section[], before: Said['sections']): Said['sections'] {
  const [first, ...more] = changed.filter(
    (section) => section.news !== 'correction' || section.isClosed || section.changes.length > 0,
  );
  return first === undefined ? before : [first, ...more];
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
