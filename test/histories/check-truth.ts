import type { Temporal } from 'temporal-polyfill';
import { londonDate } from '../../shared/domain/dates.ts';
import type { FollowUpRecord } from '../../shared/domain/follow-up.ts';
import { noticeId } from '../../shared/domain/notice.ts';
import { isReachable } from '../../shared/domain/people/contacts.ts';
import type { DecisionContext } from '../../shared/domain/sending/decision.ts';
import { Situation } from '../../shared/domain/sending/deciding/situation.ts';
import { findCarryingDay, mustBeRung, oldBeliefsIn } from '../../shared/domain/sending/told/changes.ts';
import { findTruth } from '../../shared/domain/sending/told/what-is-true.ts';
import { isSameStatement } from '../../shared/domain/statement.ts';
import type { ReceivedEmail } from '../support/running-service.ts';

/** What is looked at after the emails of a day have left. */
export interface Moment {
  readonly record: FollowUpRecord;
  readonly context: DecisionContext;
  /** The emails that left since the last look. */
  readonly mails: readonly ReceivedEmail[];
  /** The notices that were known at the last look. */
  readonly known: ReadonlySet<string>;
  /** What people believed wrongly at the last look. An email of the same day may have made it wrong. */
  readonly believed: ReadonlySet<string>;
}

/** What is wrong at a moment, and what people believe wrongly since today. */
export interface Findings {
  readonly untruths: readonly string[];
  readonly believed: ReadonlySet<string>;
}

const ASKS_BY = /(?:^|\] )By (?<day>\d{1,2} \p{L}+(?: \d{4})?):/u;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * Finds every untruth at a moment: what an email states, what a person has believed wrongly since the last look, a date
 * in the past that asks, and an email that came twice.
 */
export function findUntruths({ record, context, mails, known, believed }: Moment): Findings {
  const situation = new Situation(record, context);
  const wrong = beliefsToCorrect(situation);
  return {
    untruths: [
      ...statedWrongly(record, { situation, known }),
      ...wrong.filter((belief) => believed.has(belief)).map((belief) => `still believed: ${belief}`),
      ...mails.flatMap((mail) => asksInThePast(mail)),
      ...doubled(mails),
    ],
    believed: new Set(wrong),
  };
}

/** Returns what people believe wrongly, and neither an email to come nor a call puts right. */
function beliefsToCorrect(situation: Situation): string[] {
  const { context, today } = situation;
  return oldBeliefsIn(situation).flatMap((belief) => {
    const { contact, changes } = belief;
    const isHandled =
      !isReachable(contact, { contacts: context.contacts, on: today }) ||
      mustBeRung(belief, situation) ||
      findCarryingDay(belief, situation) !== undefined;
    return isHandled ? [] : changes.map(({ told }) => `${contact.id} ${JSON.stringify(told.statement)}`);
  });
}

/** An email that left since the last look must state what is so. */
function statedWrongly(
  { notices }: FollowUpRecord,
  { situation, known }: { situation: Situation; known: ReadonlySet<string> },
): string[] {
  return notices
    .filter(({ key }) => !known.has(noticeId(key)))
    .flatMap(({ key, stated = [] }) =>
      stated.flatMap((statement) => {
        const truth = findTruth(statement, situation);
        // Whoever has lost the role need not send anything, whatever the body still owes.
        const isFormer =
          statement.says === 'not-needed' &&
          !situation.context.contacts.some(({ id, to }) => id === key.contactId && to === undefined);
        return truth === undefined || isFormer || isSameStatement(truth, statement)
          ? []
          : [`${noticeId(key)} states ${JSON.stringify(statement)}, and ${JSON.stringify(truth)} is so`];
      }),
    );
}

function asksInThePast({ subject, sentAt }: ReceivedEmail): string[] {
  const [day = '', month = '', year] = ASKS_BY.exec(subject)?.groups?.['day']?.split(' ') ?? [];
  if (day === '') return [];
  const sentOn = londonDate(sentAt);
  const by = sentOn.with({ day: 1, month: MONTHS.indexOf(month) + 1, year: Number(year ?? sentOn.year) });
  return isBefore(by.with({ day: Number(day) }), sentOn) ? [`"${subject}" left on ${sentOn.toString()}`] : [];
}

function isBefore(left: Temporal.PlainDate, right: Temporal.PlainDate): boolean {
  return left.until(right).days > 0;
}

function doubled(mails: readonly ReceivedEmail[]): string[] {
  const seen = new Set<string>();
  return mails.flatMap(({ to, subject, sentAt }) => {
    const mail = `${to}: "${subject}" on ${londonDate(sentAt).toString()}`;
    if (!seen.has(mail)) {
      seen.add(mail);
      return [];
    }
    return [`sent twice to ${mail}`];
  });
}
