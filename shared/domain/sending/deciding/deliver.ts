import { addWorkingDays } from '../../clocks/calendar.ts';
import { isAway } from '../../people/contacts.ts';
import { isAfter, londonDate, type PlainDate } from '../../dates.ts';
import type { Contact } from '../../contact.ts';
import { nameCopyRung, noticeStatus, type Notice, type NoticeStatus } from '../../notice.ts';
import type { Role, RungRule } from '../../programme.ts';
import { isResendAsked, type LedgerRung } from './ledger.ts';
import type { Situation } from './situation.ts';
import type { Due } from './verdict.ts';

/** The working days within which copies may follow the notice itself. A later copy would be old news. */
export const COPIES_WITHIN_WORKING_DAYS = 5;

/**
 * If a notice has one of these statuses, a copy would be untrue. The notice did not go out, or nobody knows if it did.
 */
const notOut: ReadonlySet<NoticeStatus> = new Set<NoticeStatus>([
  'skipped',
  'unknown',
  'failed',
  'suppressed',
  'rejected',
  'permanentBounce',
]);

/** Sends a rung to its addressee. Copies go to the other roles that the rung names, and to the shared mailbox. */
export function* deliver(
  situation: Situation,
  {
    rung,
    rule,
    addressee,
    answerBy,
    recommendations,
  }: {
    rung: LedgerRung;
    rule: RungRule;
    addressee: Contact;
    answerBy?: PlainDate;
    recommendations?: readonly number[];
  },
): Generator<Due> {
  const entry = situation.ledger.entryFor(rung, addressee);
  const { milestone } = rung;
  const about = { milestone, rungId: rule.id, addressee, answerBy, recommendations, atOnce: false } as const;
  yield {
    verdict: 'due',
    ...about,
    rung: rule.id,
    recipient: { kind: 'contact', contact: addressee },
    copy: false,
    entry,
  };
  if (!copiesMayGo(situation, entry)) return;
  const copied = { ...rung, rung: nameCopyRung(rule.id, addressee) };
  // The round's clock keeps running while the lead is away. The deputy gets a copy, because someone else must know.
  const standIn = isAway(addressee, situation.today) ? situation.rolesWith('stands-in') : [];
  for (const contact of situation.othersIn(
    [...namedRoles(situation, rule), ...standIn, ...situation.rolesWith('mailbox')],
    addressee,
  )) {
    yield {
      verdict: 'due',
      ...about,
      rung: copied.rung,
      recipient: { kind: 'contact', contact },
      copy: true,
      entry: situation.ledger.entryFor(copied, contact),
    };
  }
}

function copiesMayGo({ today, context }: Situation, entry: Notice | undefined): boolean {
  if (entry === undefined || isResendAsked(entry)) return true;
  const claimedAt = entry.facts.claimed;
  if (claimedAt === undefined || notOut.has(noticeStatus(entry.facts))) return false;
  const until = addWorkingDays(londonDate(claimedAt), {
    days: COPIES_WITHIN_WORKING_DAYS,
    calendar: context.calendar,
  });
  return !isAfter(today, until);
}

/** Returns the roles that a rung names, apart from those who answer. The addressee takes their place. */
function namedRoles({ context }: Situation, { to }: RungRule): Role[] {
  const { roles } = context.programme;
  return to.filter((id) => roles.some((role) => role.id === id && role.part !== 'answers'));
}
