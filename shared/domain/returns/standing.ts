import type { WorkingCalendar } from '../clocks/calendar.ts';
import { isEarlier, type Instant, type PlainDate } from '../dates.ts';
import type {
  ApprovalAsked,
  AskedAgain,
  MoreTimeRequest,
  ReturnSummary,
  Round,
  RoundMail,
  SentAnotherWay,
  UnconfirmedReturn,
} from '../round.ts';
import { findUnconfirmed } from './rounds.ts';
import { findWait, type RoundWait } from './waits.ts';

/**
 * What we have from a body in one round, by whatever road it came: the form, an email, a letter, a call. Every sentence
 * about the round comes from this. So no two sentences can contradict each other.
 */
export interface Standing {
  /** The numbers of the recommendations that the round asks about. */
  readonly asked: readonly number[];
  /** The numbers of those that have a complete answer, typed or emailed. */
  readonly saved: readonly number[];
  /** Emails whose words are on the form and were not sent with a return, oldest first. */
  readonly onForm: readonly RoundMail[];
  /** Emails that somebody at the inspectorate must read, oldest first. */
  readonly held: readonly RoundMail[];
  readonly approval?: ApprovalAsked | undefined;
  /** A press of Send without a code. */
  readonly unconfirmed?: UnconfirmedReturn | undefined;
  /** A request for more time that nobody has answered. */
  readonly moreTime?: MoreTimeRequest | undefined;
  /** What somebody said, if no return has come since. */
  readonly sentAnotherWay?: SentAnotherWay | undefined;
  readonly notRightPerson?: Round['notRightPerson'];
  /** The newest return. */
  readonly sent?: ReturnSummary | undefined;
  /** What the owner asked again after the newest return. */
  readonly askedAgain?: AskedAgain | undefined;
  readonly acceptedAt?: Instant | undefined;
  /** What the ladder waits for, or waited for in vain. */
  readonly wait?: RoundWait | undefined;
}

/** Returns how a round stands today. `asked` are the recommendations that it asks about. */
export function standingOf(
  round: Round | undefined,
  { asked, today, calendar }: { asked: readonly number[]; today: PlainDate; calendar: WorkingCalendar },
): Standing {
  const sent = round?.returns.at(-1);
  const { mails = [], savedAnswers = [], moreTime, askedAgain } = round ?? {};
  const isNews = (at: Instant): boolean => sent === undefined || isEarlier(sent.receivedAt, at);
  return {
    asked,
    saved: asked.filter((number) => savedAnswers.includes(number)),
    onForm: mails.filter(({ state, receivedAt }) => state === 'on-form' && isNews(receivedAt)),
    held: mails.filter(({ state }) => state === 'held'),
    approval: sent === undefined ? round?.approvalAsked : undefined,
    unconfirmed: findUnconfirmed(round),
    moreTime: sent === undefined && moreTime?.answer === undefined ? moreTime : undefined,
    sentAnotherWay: sent === undefined ? round?.sentAnotherWay : undefined,
    notRightPerson: sent === undefined ? round?.notRightPerson : undefined,
    sent,
    askedAgain: askedAgain !== undefined && !isNews(askedAgain.askedAt) ? undefined : askedAgain,
    acceptedAt: round?.acceptedAt,
    wait: sent === undefined ? findWait(round, { today, calendar }) : undefined,
  };
}

/** Tells whether we have any words or news of theirs about the round. Nobody may then say that we have nothing. */
export function hasAnything({
  saved,
  onForm,
  held,
  approval,
  unconfirmed,
  moreTime,
  sentAnotherWay,
  sent,
}: Standing): boolean {
  return (
    saved.length + onForm.length + held.length > 0 ||
    [approval, unconfirmed, moreTime, sentAnotherWay, sent].some((one) => one !== undefined)
  );
}
