import { requireRound } from '../finding/require-round.ts';
import { wordsOfReport } from '../sending/words-of-report.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { bodyNameOn, type Body } from '../../domain/body.ts';
import { londonDate, type Instant } from '../../domain/dates.ts';
import type { Organisation } from '../../domain/organisation.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Programme, RoundId } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import { keepEmail } from '../../domain/sending/kept-email.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SentMails } from '../../ports/sent-mails.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { Settings } from '../../ports/settings.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { composeNews } from '../../wording/compose-news.ts';
import type { AboutRound, NewsEmail } from '../../wording/email-facts.ts';
import { isArmed } from '../finding/is-armed.ts';
import type { MailPermit } from './mail-permit.ts';

export interface FormMailDependencies {
  readonly clock: Clock;
  readonly sentMails: SentMails;
  readonly mailer: Mailer;
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly log: Log;
}

/** An email that someone asked for with a click. It is only useful at once. */
export interface FormMail {
  /** Proof that the click was counted. Nobody can make Revisit send more emails than the count allows. */
  readonly permit: MailPermit;
  readonly followUpId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly facts: NewsEmail;
}

/**
 * Sends an email that a click asked for, such as a code or a link. The ledger does not record it. Someone who does not
 * get the email asks again.
 *
 * @returns false if the email certainly did not leave. The log says why.
 */
export async function sendFormMail(
  { clock, mailer, sentMails, settings, tokens, log }: FormMailDependencies,
  { followUpId, to, facts }: FormMail,
): Promise<boolean> {
  const ids = { followUp: followUpId, kind: facts.kind };
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until someone arms it. An email was not sent.', ids);
    return false;
  }
  const mailId = tokens.newId();
  try {
    const content = composeNews(facts);
    const { subject, text } = content;
    const code = facts.kind === 'code' ? facts.code : undefined;
    const kept = { mailId, followUpId, at: clock.now(), to, subject, text };
    await sentMails.keep(keepEmail(kept, code === undefined ? {} : { code }));
    await mailer.send({
      mailId,
      to,
      ...content,
      thread: [],
      tags: { followup: followUpId, mail: mailId, attempt: '1' },
      answersSomebody: true,
    });
    log.info('form-mail-sent', 'The mail service took an email that the form asked for.', {
      ...ids,
      mail: mailId,
    });
    return true;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.error('form-mail-failed', 'An email that the form asked for may not have left.', {
      ids: { ...ids, mail: mailId },
      cause: error,
    });
    return error.code === 'outcome-unknown';
  }
}

/** Returns what every email about one round of one report says. */
export function collectRoundFacts({
  followUp,
  body,
  owner,
  recipientName,
  programme,
  round,
  now,
  organisation,
}: {
  followUp: FollowUp;
  body: Body | undefined;
  programme: Programme;
  owner: StaffMember | undefined;
  round: RoundId;
  recipientName: string;
  /** When the email leaves. */
  now: Instant;
  organisation: Organisation;
}): AboutRound {
  return {
    language: 'en',
    today: londonDate(now),
    organisation,
    simulated: followUp.simulated,
    noun: programme.body.noun,
    recipientName,
    report: {
      followUpId: followUp.id,
      bodyName: body === undefined ? followUp.forceId : bodyNameOn(body, followUp.publishedOn),
      ...wordsOfReport(programme),
      publishedOn: followUp.publishedOn,
      url: followUp.reportUrl,
    },
    round: requireRound(programme, round),
    owners: owner === undefined ? [] : [{ name: owner.name, telephone: owner.telephone }],
  };
}
