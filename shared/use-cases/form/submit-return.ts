import type { Round } from '../../domain/round.ts';
import type { ReturnBody } from '../../domain/history.ts';
import { findFlags, formatFlag } from '../../domain/returns/return-flags.ts';
import { findUnconfirmed } from '../../domain/returns/rounds.ts';
import { buildSentAnswer } from '../../domain/returns/build-sent-answer.ts';
import type { SentAnswer } from '../../domain/answer.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Log } from '../../ports/log.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { WakeUps } from '../../ports/wake-ups.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { chooseReference } from '../finding/choose-reference.ts';
import { MailPermit } from './mail-permit.ts';
import { buildQuestionContext, buildForm, type Form } from './open-form.ts';
import type { SaveAnswerDependencies } from './save-answer.ts';

export type SubmitReturnDependencies = SaveAnswerDependencies & {
  readonly followUps: FollowUps;
  readonly wakeUps: WakeUps;
  readonly throttle: Throttle;
  readonly log: Log;
};

/**
 * The outcome of sending a return. `changed` means that an answer changed after the sender looked at it. Then nothing
 * was sent.
 */
export type SubmittedReturn =
  | { readonly kind: 'sent'; readonly reference: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'nothing-answered' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'too-large' };

/** The largest size of a return, in bytes. A page of the form still shows all of it (see `LARGEST_BODY`). */
const LARGEST_ANSWERS = 2_000_000;

/** Returns a text that identifies the answers as someone saw them. Revisit sends only those answers in their name. */
export function fingerprintAnswers({ drafts, whole, attachments }: Form): string {
  const versions = [...drafts.values()].map(({ number, version }) => `${number}.${version}`).sort();
  return [...versions, `0.${whole?.version ?? 0}`, `a.${attachments.length}`].join('-');
}

/** Tells whether something was saved after the last return of this round. */
export function hasUnsentChanges({ drafts, whole, attachments, round }: Form): boolean {
  const last = round.returns.at(-1);
  if (last === undefined) return drafts.size > 0;
  const sentAt = last.receivedAt.epochNanoseconds;
  return (
    [...drafts.values()].some((draft) => draft.savedAt.epochNanoseconds > sentAt) ||
    (whole !== undefined && whole.savedAt.epochNanoseconds > sentAt) ||
    attachments.some((attachment) => attachment.addedAt.epochNanoseconds > sentAt)
  );
}

/**
 * Sends the return. Stores the answers (append-only) and the facts that later decisions need, in one transaction. After
 * that, no reminder of this round is sent and the sender is owed a receipt.
 *
 * @throws ServiceError `forbidden` if this browser has not proved who uses it.
 * @throws TooManyClicks
 */
export async function submitReturn(
  dependencies: SubmitReturnDependencies,
  submit: {
    form: Form;
    seen: string;
    approvedBy: ReturnBody['approvedBy'];
    /** The contact who sends the return. By default, the reader of the form. */
    senderId?: string;
  },
): Promise<SubmittedReturn> {
  if (submit.form.may('send') !== 'yes') {
    throw new ServiceError('forbidden', 'Only a browser that entered a code may send the return.');
  }
  const { wakeUps, log, clock } = dependencies;
  const { session } = submit.form;
  const senderId = submit.senderId ?? session.contactId;
  let { form } = submit;
  let permit: MailPermit | undefined;
  return retryOnConflict(async (isAgain) => {
    if (isAgain) {
      const again = await buildForm(
        {
          dates: await dependencies.formReading.session(session.tokenHash),
          now: clock.now(),
          dependencies,
        },
        session,
      );
      if (again.kind === 'closed') return { kind: 'closed' };
      ({ form } = again);
    }
    const last = form.round.returns.at(-1);
    // This is a second click on the button. The first click has sent the same answers.
    if (last !== undefined && !hasUnsentChanges(form)) return { kind: 'sent', reference: last.reference };
    if (!form.isOpen) return { kind: 'closed' };
    if (fingerprintAnswers(form) !== submit.seen) return { kind: 'changed' };
    const built = await buildReturn(form, { approvedBy: submit.approvedBy, senderId, dependencies });
    if (built.answered === 0) return { kind: 'nothing-answered' };
    if (Buffer.byteLength(JSON.stringify(built.body)) > LARGEST_ANSWERS) return { kind: 'too-large' };
    permit ??= await MailPermit.forClick(dependencies, {
      click: 'send',
      followUpId: session.followUpId,
      who: senderId,
      at: form.now,
    });
    await send({ ...built, permit, dependencies }, form);
    await wakeUps.send([{ forceId: session.forceId, recipientId: senderId }]).catch((error: unknown) => {
      // The change made the next sweep look at the follow-up. That sweep sends the receipt.
      log.error('receipt-waits', 'The receipt waits for the next sweep.', {
        ids: { followUp: session.followUpId },
        cause: error,
      });
    });
    return { kind: 'sent', reference: built.body.reference };
  });
}

interface BuiltReturn {
  readonly body: ReturnBody;
  readonly answered: number;
  readonly flags: readonly string[];
}

async function buildReturn(
  form: Form,
  {
    approvedBy,
    senderId,
    dependencies,
  }: {
    approvedBy: ReturnBody['approvedBy'];
    senderId: string;
    dependencies: Pick<SubmitReturnDependencies, 'followUps'>;
  },
): Promise<BuiltReturn> {
  const { record, roundId, round, lastReturn, now, whole, attachments } = form;
  const lastAnswers: ReadonlyMap<number, SentAnswer> =
    lastReturn === undefined ? new Map() : ((await form.details()).returned?.sentAnswers ?? new Map());
  const answers = new Map<number, SentAnswer>();
  for (const recommendation of form.asked) {
    const { number } = recommendation;
    const draft = form.drafts.get(number);
    const status = draft?.answer.status;
    if (draft?.complete !== true || status === undefined) continue;
    const asking = buildQuestionContext(form, { recommendation, lastAnswer: lastAnswers.get(number) });
    answers.set(
      number,
      buildSentAnswer({ ...draft.answer, status }, { ...asking, lastReference: lastReturn?.reference }),
    );
  }
  const version = round.returns.length + 1;
  const { followUp } = record;
  return {
    body: {
      followUpId: followUp.id,
      round: roundId,
      version,
      reference: await chooseReference(dependencies, { followUp, letter: form.rule.letter, version }),
      receivedAt: now,
      ...sentBefore(form),
      how: 'form',
      contactId: senderId,
      approvedBy,
      answers: Object.fromEntries([...answers].map(([number, answer]) => [String(number), answer])),
      whole: {
        officer: whole?.answer.words.officer,
        officers: whole?.answer.officers ?? {},
        anythingElse: whole?.answer.words['anything-else'],
        contactsRight: whole?.answer.words['contacts-right'],
        contactsChange: whole?.answer.words['contacts-change'],
        attachments: attachments.map(({ id, name, bytes }) => ({ id, name, bytes })),
      },
    },
    answered: answers.size,
    flags: findFlags(answers, lastAnswers).map(formatFlag),
  };
}

/** Returns when somebody pressed Send for exactly these answers before the code was entered. */
function sentBefore(form: Form): Pick<ReturnBody, 'sentAt'> {
  const unconfirmed = findUnconfirmed(form.round);
  return unconfirmed?.seen === fingerprintAnswers(form) ? { sentAt: unconfirmed.saidAt } : {};
}

/** Writes the return and its round. @throws ServiceError `race` if the follow-up has changed since it was read. */
async function send(
  {
    body,
    answered,
    flags,
    dependencies,
  }: BuiltReturn & { permit: MailPermit; dependencies: SubmitReturnDependencies },
  form: Form,
): Promise<void> {
  const round: Round = {
    ...form.round,
    unconfirmed: undefined,
    returns: [
      ...form.round.returns,
      {
        version: body.version,
        reference: body.reference,
        receivedAt: body.receivedAt,
        ...(body.sentAt === undefined ? {} : { sentAt: body.sentAt }),
        contactId: body.contactId,
        how: 'form',
        answered,
        asked: form.asked.length,
        flags,
      },
    ],
  };
  await dependencies.followUps.change({
    before: form.record.followUp,
    rounds: [round],
    returned: body,
    audit: {
      at: body.receivedAt,
      by: body.contactId ?? form.session.contactId,
      action: 'return-submitted',
      summary: `Sent ${body.reference}: ${answered} of ${form.asked.length} answers.`,
    },
  });
}
