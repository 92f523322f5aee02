import type { OwedNotice } from '../../domain/sending/decide-notices.ts';
import { isRound } from '../../domain/programme.ts';
import { contactOf } from '../../domain/sending/recipient.ts';
import { describeRung } from '../../domain/rungs.ts';
import { MAX_CLAIM_PARTS, countClaimParts } from '../../ports/notice-ledger.ts';

interface WithNotice {
  readonly notice: OwedNotice;
}

/**
 * Groups the notices that one person is owed at one time into as few emails as possible. Some rungs always get an email
 * of their own. If one claim cannot hold everything, makes further emails, each with whole follow-ups and a claim of
 * its own. For example, 26 requests make one email of 24 and one of 2.
 */
export function groupIntoEmails<Owed extends WithNotice>(owed: readonly Owed[]): Owed[][] {
  const together = owed.filter(({ notice }) => rungOf(notice)?.alone !== true);
  const alone = owed.filter(({ notice }) => rungOf(notice)?.alone === true).map((one) => [one]);
  return [...inOneClaimEach(together), ...alone];
}

function inOneClaimEach<Owed extends WithNotice>(together: readonly Owed[]): Owed[][] {
  const emails: Owed[][] = [];
  let email: Owed[] = [];
  for (const group of byFollowUp(together)) {
    // One follow-up owes one person far less than a claim holds. If it ever owes more, split it too.
    const pieces = fitsOneClaim(group) ? [group] : group.map((one) => [one]);
    for (const piece of pieces) {
      if (!fitsOneClaim([...email, ...piece])) {
        emails.push(email);
        email = [];
      }
      email.push(...piece);
    }
  }
  return email.length === 0 ? emails : [...emails, email];
}

function byFollowUp<Owed extends WithNotice>(owed: readonly Owed[]): Owed[][] {
  const groups = new Map<string, Owed[]>();
  for (const one of owed) {
    const { followUpId } = one.notice.key;
    groups.set(followUpId, [...(groups.get(followUpId) ?? []), one]);
  }
  return [...groups.values()];
}

function fitsOneClaim(owed: readonly WithNotice[]): boolean {
  const followUps = new Set(owed.map(({ notice }) => notice.key.followUpId)).size;
  const links = owed.filter(({ notice }) => carriesLink(notice)).length;
  return countClaimParts({ followUps, notices: owed.length, links }) <= MAX_CLAIM_PARTS;
}

/** Tells whether the email of a notice carries the reader's own link to the form. */
export function carriesLink(notice: OwedNotice): boolean {
  return (
    isRound(notice.milestone.rule) &&
    contactOf(notice.recipient) !== undefined &&
    rungOf(notice)?.link === true
  );
}

export function answersSomebody(notice: OwedNotice): boolean {
  return rungOf(notice)?.answersSomebody === true;
}

function rungOf({ milestone, rungId }: OwedNotice) {
  return describeRung(milestone.rule, rungId);
}
