import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { bodyNameOn } from '../../domain/body.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import type { Instant } from '../../domain/dates.ts';
import { replyAddress } from '../../domain/replies/reply-address.ts';
import { listOldBeliefs } from '../../domain/sending/told/changes.ts';
import type { OwedNotice } from '../../domain/sending/decide-notices.ts';
import {
  contactOf,
  mailboxOf,
  recipientAddress,
  recipientId,
  type Recipient,
} from '../../domain/sending/recipient.ts';
import type { SimulatedEmail } from '../../domain/planning/simulate.ts';
import type { OutgoingEmail } from '../../ports/mailer.ts';
import { composeNews } from '../../wording/compose-news.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { collectEmailFacts } from './email-facts-for.ts';
import { answersSomebody, carriesLink, groupIntoEmails } from './group-into-emails.ts';
import type { OwedNews } from './owed-news.ts';
import type { PlannedFollowUp } from '../planning/plan-stretch.ts';

/** A future email in full, as it leaves if nobody does anything. */
export interface PlannedEmail {
  readonly at: Instant;
  readonly recipient: Recipient;
  readonly followUpIds: readonly string[];
  readonly email: OutgoingEmail;
}

interface OwedThen {
  readonly one: PlannedFollowUp;
  readonly email: SimulatedEmail;
  readonly notice: OwedNotice;
}

/** Takes the place of the token in a link or a reply address. The real token is made when the email leaves. */
const NOT_MADE_YET = 'xxxx-xxxx-xxxx-xxxx-xxxx-xxxx';

/**
 * Writes the emails of a plan in full, earliest first, with the same wording that is sent. If one person is owed
 * several notices of a body's reports at one time, they go into one email.
 */
export function renderPlanned(
  planned: readonly PlannedFollowUp[],
  {
    publicUrl,
    replyDomain,
    organisation,
  }: { publicUrl: string; replyDomain: string; organisation: Organisation },
): PlannedEmail[] {
  const owedTogether = new Map<string, OwedThen[]>();
  for (const one of planned) {
    for (const email of one.emails) {
      const key = [email.at, one.body.id, mailboxOf(email.recipient)].join('/');
      const known = owedTogether.get(key) ?? [];
      owedTogether.set(key, [...known, ...email.notices.map((notice) => ({ one, email, notice }))]);
    }
  }
  const emails = [...owedTogether.values()].flatMap((together) =>
    groupIntoEmails(together).flatMap((owed, place): PlannedEmail[] => {
      const [first] = owed;
      if (first === undefined) return [];
      const { at, recipient } = first.email;
      const news = owed.map(({ one, email, notice }) =>
        newsOf(notice, { one, record: email.record, publicUrl, at }),
      );
      const text = composeNews(
        collectEmailFacts({
          owed: news,
          recipient,
          now: at,
          calendar: first.one.context.calendar,
          organisation,
        }),
      );
      const mailId = `planned-${at.epochMilliseconds}-${first.one.body.id}-${recipientId(recipient)}-${place + 1}`;
      return [
        {
          at,
          recipient,
          followUpIds: [...new Set(owed.map(({ email }) => email.followUpId))],
          email: {
            mailId,
            to: recipientAddress(recipient),
            ...text,
            replyTo: contactOf(recipient) === undefined ? undefined : replyAddress(NOT_MADE_YET, replyDomain),
            thread: [],
            tags: { followup: first.email.followUpId, mail: mailId, attempt: '1' },
            answersSomebody: answersSomebody(first.notice),
          },
        },
      ];
    }),
  );
  return emails.sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
}

function newsOf(
  notice: OwedNotice,
  {
    record,
    publicUrl,
    one,
    at,
  }: { one: PlannedFollowUp; record: FollowUpRecord; publicUrl: string; at: Instant },
): OwedNews {
  const { body, context } = one;
  return {
    notice,
    record,
    bodyName: bodyNameOn(body, record.followUp.publishedOn),
    contacts: context.contacts,
    milestones: milestonesOf(record, context),
    owner: context.owner,
    programme: context.programme,
    beliefs: listOldBeliefs(record, { ...context, now: at }),
    link: carriesLink(notice) ? `${publicUrl}/f/${NOT_MADE_YET}` : undefined,
  };
}
