import { answerByOf, mailDomain } from '../domain/form.ts';
import { LONGEST_LINE, type FieldProblem } from '../domain/returns.ts';
import { aboutRound, linkExpiry, sendFormMail, type FormMailDependencies } from './form-mail.ts';
import type { Form } from './open-form.ts';
import type { SaveAnswerDependencies } from './save-answer.ts';

export type AskForApprovalDependencies = SaveAnswerDependencies &
  FormMailDependencies & { readonly publicUrl: string };

export interface Approver {
  readonly name: string;
  readonly rank: string;
  readonly email: string;
}

export type AskedForApproval =
  | { readonly kind: 'asked' }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem<keyof Approver>[] };

/** Asks a more senior officer, by a link of their own, to approve the answers; nothing is sent until they do. */
export async function askForApproval(
  { form, approver }: { form: Form; approver: Approver },
  dependencies: AskForApprovalDependencies,
): Promise<AskedForApproval> {
  const { contact, force, owner } = await form.details();
  const problems = approverProblems(approver, contact === undefined ? '' : mailDomain(contact.email));
  if (problems.length > 0) return { kind: 'invalid', problems };
  const { tokens, drafts, publicUrl } = dependencies;
  const { session, now, record, roundId } = form;
  const { token, tokenHash } = tokens.newToken();
  const { followUp } = record;
  await drafts.askForApproval(followUp.id, {
    approval: {
      id: tokens.newId(),
      round: roundId,
      ...approver,
      askedAt: now,
      askedBy: session.contactId,
      linkHash: tokenHash,
    },
    link: {
      tokenHash,
      followUpId: followUp.id,
      forceId: followUp.forceId,
      round: roundId,
      contactId: session.contactId,
      createdAt: now,
      expiresAt: linkExpiry(form.milestone.dueOn, now),
    },
  });
  const addressed = [approver.rank, approver.name].join(' ');
  const sent = await sendFormMail(
    {
      followUpId: followUp.id,
      to: { name: addressed, address: approver.email },
      facts: {
        kind: 'approval-asked',
        from: contact?.name ?? session.forceName,
        by: answerByOf(record, form.milestone),
        answered: [...form.drafts.values()].filter(({ complete }) => complete).length,
        asked: form.asked.length,
        link: `${publicUrl}/f/${token}`,
        ...aboutRound({
          followUp,
          force,
          programme: form.programme,
          owner,
          round: roundId,
          recipientName: addressed,
        }),
      },
    },
    dependencies,
  );
  return { kind: sent ? 'asked' : 'not-sent' };
}

function approverProblems({ name, rank, email }: Approver, domain: string): FieldProblem<keyof Approver>[] {
  const problems: FieldProblem<keyof Approver>[] = [];
  for (const [field, value] of Object.entries({ rank, name })) {
    const kind = value === '' ? 'missing' : value.length > LONGEST_LINE ? 'too-long' : undefined;
    if (kind !== undefined) problems.push({ field: field === 'rank' ? 'rank' : 'name', kind });
  }
  if (!looksLikeAddress(email)) problems.push({ field: 'email', kind: 'not-an-address' });
  else if (mailDomain(email) !== domain) problems.push({ field: 'email', kind: 'not-their-domain' });
  return problems;
}

/** Enough to catch a slip of the finger: the mail system has the last word. */
export function looksLikeAddress(typed: string): boolean {
  return (
    typed.length <= 254 && /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/u.test(typed)
  );
}
