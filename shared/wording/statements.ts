import type { Statement } from '../domain/statement.ts';
import type { NewsEmail, Section } from './email-facts.ts';

/** What an email states about one follow-up. */
export interface StatedAbout {
  readonly followUpId: string;
  readonly statement: Statement;
}

/**
 * Returns what an email states that can change later. The facts are those that the wording turns into sentences, so
 * what is kept is what was said. A new kind of email does not compile without its line here.
 */
export function statementsOf(facts: NewsEmail): StatedAbout[] {
  switch (facts.kind) {
    case 'reports':
      return [
        ...facts.changes.flatMap(({ report, changes }) =>
          changes.map(({ now }) => ({ followUpId: report.followUpId, statement: now })),
        ),
        ...facts.sections.flatMap((section) =>
          statementsOfSection(section).map((statement) => ({
            followUpId: section.report.followUpId,
            statement,
          })),
        ),
      ];
    case 'named':
    case 'more-time-answer':
    case 'approval-asked':
      return [answerBy(facts, facts.by)];
    case 'new-link':
    case 'reply-read':
      return facts.by === undefined ? [] : [answerBy(facts, facts.by)];
    case 'handed-over':
      return facts.state.kind === 'done'
        ? [
            {
              followUpId: facts.report.followUpId,
              statement: { says: 'not-needed', round: facts.round.id },
            },
          ]
        : [];
    case 'code':
    case 'approval-told':
    case 'mail-received':
    case 'owner-alerts':
      return [];
  }
}

function answerBy(
  { report, round }: { report: { followUpId: string }; round: { id: string } },
  on: Extract<Statement, { says: 'answer-by' }>['on'],
): StatedAbout {
  return { followUpId: report.followUpId, statement: { says: 'answer-by', round: round.id, on } };
}

/** Returns what one section of an email states. */
export function statementsOfSection(section: Section): Statement[] {
  switch (section.kind) {
    case 'dates':
      return [
        ...section.rounds.map(({ round, by }): Statement => ({ says: 'answer-by', round: round.id, on: by })),
        ...revisitBy(section.revisitBy),
      ];
    case 'request':
    case 'reminder':
    case 'chaser':
      return [{ says: 'answer-by', round: section.round.id, on: section.by }];
    case 'receipt':
      return revisitBy(section.revisitBy);
    case 'announced':
      return [{ says: 'visit', firstOn: section.firstOn, lastOn: section.lastOn }];
    case 'statutory':
      return [{ says: 'comments-by', on: section.by }];
    case 'correction':
      return section.changes.map(({ now }) => now);
    case 'questions':
    case 'others-did':
      return [];
  }
}

function revisitBy(on: Extract<Statement, { says: 'revisit-by' }>['on'] | undefined): Statement[] {
  return on === undefined ? [] : [{ says: 'revisit-by', on }];
}
