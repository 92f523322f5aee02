import { CODE_LIFE_MINUTES, CODE_TRIES } from '../domain/form.ts';
import type { Codes, CodeOutcome } from '../ports/codes.ts';
import type { Throttle } from '../ports/throttle.ts';
import { aboutRound, sendFormMail, type FormMailDependencies } from './form-mail.ts';
import type { Form, OpenFormDependencies } from './open-form.ts';

export type CodeDependencies = OpenFormDependencies &
  FormMailDependencies & { readonly codes: Codes; readonly throttle: Throttle };

/** `too-often`: enough were sent for now. `not-sent`: the mail service did not take it, or nobody is recorded any more. */
export type SentCode = 'sent' | 'too-often' | 'not-sent';

const MOST_CODES_AN_HOUR = 5;

/** Mails a code to the recorded person, by which this browser may show what others saved. */
export async function sendCode(form: Form, dependencies: CodeDependencies): Promise<SentCode> {
  const { codes, throttle, tokens } = dependencies;
  const { session, record, roundId, now } = form;
  const to = await codeRecipient(form);
  if (to === undefined) return 'not-sent';
  const what = `code/${record.followUp.id}/${session.approvalId ?? session.contactId}`;
  if (!(await throttle.allows({ what, most: MOST_CODES_AN_HOUR, windowMinutes: 60, at: now }))) {
    return 'too-often';
  }
  const code = tokens.newCode();
  await codes.put({
    sessionHash: session.tokenHash,
    codeHash: tokens.hashOfCode(code, session.tokenHash),
    expiresAt: now.add({ minutes: CODE_LIFE_MINUTES }),
    tries: CODE_TRIES,
  });
  const { force, owner } = await form.details();
  const sent = await sendFormMail(
    {
      followUpId: record.followUp.id,
      to,
      facts: {
        kind: 'code',
        code,
        lifeMinutes: CODE_LIFE_MINUTES,
        ...aboutRound({
          followUp: record.followUp,
          force,
          programme: form.programme,
          owner,
          round: roundId,
          recipientName: to.name,
        }),
      },
    },
    dependencies,
  );
  return sent ? 'sent' : 'not-sent';
}

/** Uses up one try; the right code opens this browser's eyes. */
export async function checkCode(
  { form, code }: { form: Form; code: string },
  { codes, formSessions, tokens }: CodeDependencies,
): Promise<CodeOutcome> {
  const { session, now } = form;
  const digits = code.replaceAll(/\D/gu, '');
  const outcome = await codes.use({
    sessionHash: session.tokenHash,
    codeHash: tokens.hashOfCode(digits, session.tokenHash),
    at: now,
  });
  if (outcome === 'right') await formSessions.verify(session.tokenHash);
  return outcome;
}

/** The person whose link it is: the recorded contact, or the officer who was asked to approve. */
async function codeRecipient(form: Form): Promise<{ name: string; address: string } | undefined> {
  const { approvalId } = form.session;
  if (approvalId !== undefined) {
    const approval = form.record.approvals.find(({ id }) => id === approvalId);
    return approval === undefined ? undefined : { name: approval.name, address: approval.email };
  }
  const { contact } = await form.details();
  return contact === undefined || contact.unreachable !== undefined
    ? undefined
    : { name: contact.name, address: contact.email };
}
