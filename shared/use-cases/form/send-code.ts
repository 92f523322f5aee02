import { CODE_LIFE_MINUTES, CODE_TRIES } from '../../domain/form/form.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Codes, CodeOutcome } from '../../ports/codes.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { collectRoundFacts, sendFormMail, type FormMailDependencies } from './form-mail.ts';
import { MailPermit, TooManyClicks } from './mail-permit.ts';
import type { Form, OpenFormDependencies } from './open-form.ts';

export type CodeDependencies = OpenFormDependencies &
  FormMailDependencies & { readonly codes: Codes; readonly throttle: Throttle };

/**
 * The outcome of asking for a code. `too-often` means that enough codes were sent for now. `not-sent` means that the
 * mail service did not take the email, or that no email reaches the person.
 */
export type SentCode =
  | { readonly kind: 'sent' }
  | { readonly kind: 'too-often'; readonly tryAgainAt: Instant }
  | { readonly kind: 'not-sent' };

/** Emails a code to the recorded person. Entering it proves that this browser is theirs. */
export async function sendCode(dependencies: CodeDependencies, form: Form): Promise<SentCode> {
  const to = findCodeRecipient(form);
  if (to === undefined) return { kind: 'not-sent' };
  const { session, record, now } = form;
  try {
    // Count codes for each link. Then someone with an old link cannot use up the codes of a newer link.
    const who = `${session.approvalId ?? session.contactId}/${session.linkHash}`;
    const click = { click: 'code', followUpId: record.followUp.id, who, at: now } as const;
    const permit = await MailPermit.forClick(dependencies, click);
    return await mailCode({ to, permit, dependencies }, form);
  } catch (error) {
    if (error instanceof TooManyClicks) return { kind: 'too-often', tryAgainAt: error.tryAgainAt };
    throw error;
  }
}

async function mailCode(
  {
    to,
    permit,
    dependencies,
  }: { to: { name: string; address: string }; permit: MailPermit; dependencies: CodeDependencies },
  form: Form,
): Promise<SentCode> {
  const { codes, tokens } = dependencies;
  const { session, record, roundId, now } = form;
  const code = tokens.newCode();
  await codes.put({
    sessionHash: session.tokenHash,
    codeHash: tokens.hashCode(code, session.tokenHash),
    expiresAt: now.add({ minutes: CODE_LIFE_MINUTES }),
    tries: CODE_TRIES,
  });
  const { body, owner } = await form.details();
  const sent = await sendFormMail(dependencies, {
    permit,
    followUpId: record.followUp.id,
    to,
    facts: {
      kind: 'code',
      code,
      lifeMinutes: CODE_LIFE_MINUTES,
      ...collectRoundFacts({
        followUp: record.followUp,
        body,
        programme: form.programme,
        owner,
        round: roundId,
        recipientName: to.name,
        now,
        organisation: form.organisation,
      }),
    },
  });
  return { kind: sent ? 'sent' : 'not-sent' };
}

/**
 * Checks a code and uses up one try. After the right code, this browser may see what others saved and may send the
 * return.
 */
export async function checkCode(
  { codes, formSessions, tokens }: CodeDependencies,
  { form, code }: { form: Form; code: string },
): Promise<CodeOutcome> {
  const { session, now } = form;
  const digits = code.replaceAll(/\D/gu, '');
  const outcome = await codes.use({
    sessionHash: session.tokenHash,
    codeHash: tokens.hashCode(digits, session.tokenHash),
    at: now,
  });
  if (outcome === 'right') await formSessions.verify(session.tokenHash);
  return outcome;
}

/** Returns the person whose link it is. This is the recorded contact, or the officer who was asked to approve. */
export function findCodeRecipient({
  session,
  record,
  contacts,
}: Form): { name: string; address: string } | undefined {
  if (session.approvalId !== undefined) {
    const approval = record.approvals.find(({ id }) => id === session.approvalId);
    return approval === undefined ? undefined : { name: approval.name, address: approval.email };
  }
  const contact = contacts.find(({ id }) => id === session.contactId);
  return contact === undefined || contact.unreachable !== undefined
    ? undefined
    : { name: contact.name, address: contact.email };
}
