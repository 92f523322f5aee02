import { londonDate } from '../../domain/dates.ts';
import { bodyNameOn } from '../../domain/body.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import { isRefused } from '../../domain/replies/files-of-reply.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { ServiceError } from '../../errors.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { isArmed } from '../finding/is-armed.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import { sendPersonalEmail } from '../sending/send-personal-email.ts';
import { nounsOf } from '../sending/words-of-report.ts';
import type { AnswerMailDependencies } from './answer-mail.ts';

/** How many times the owner's email is decided again if the follow-up changes meanwhile. */
const DECISIONS = 3;

/**
 * Tells the owner which files of an answer were refused, and why. Nobody else would look: the words are in the form and
 * the email does not wait. Sends this once for each email. If it fails, the answer is filed all the same, and `inbox
 * show` lists the files.
 */
export async function tellAboutRefusedFiles(
  dependencies: AnswerMailDependencies,
  told: { readonly mail: IncomingMail; readonly inHand: RoundInHand },
): Promise<void> {
  const { settings, log } = dependencies;
  const { mail } = told;
  if (!(mail.files ?? []).some(isRefused) || !(await isArmed(settings))) return;
  try {
    await retryOnConflict(
      async () => {
        if ((await send(dependencies, told)) !== 'stale') return;
        throw new ServiceError(
          'race',
          'The follow-up kept changing while its owner was written to. Try again.',
        );
      },
      { tries: DECISIONS },
    );
  } catch (error) {
    log.error('files-not-told', 'The email to the owner about refused files did not leave.', {
      ids: { mail: mail.id },
      cause: error,
    });
  }
}

async function send(
  dependencies: AnswerMailDependencies,
  { mail, inHand }: { readonly mail: IncomingMail; readonly inHand: RoundInHand },
): Promise<string> {
  const { clock, followUps, people } = dependencies;
  const { followUp } = await followUps.load(inHand.record.followUp.id);
  const [body, staff] = await Promise.all([people.body(followUp.forceId), people.staff()]);
  const owner = ownerOf(followUp, staff);
  if (owner === undefined) return 'not-sent';
  const { id: followUpId, forceId, simulated, publishedOn } = followUp;
  const { milestone, programme, round } = inHand;
  const key = {
    followUpId,
    milestone: round.id,
    dueOn: milestone.dueOn,
    rung: `files-refused-${mail.id}`,
    contactId: owner.id,
    attempt: 1,
  };
  return sendPersonalEmail(dependencies, {
    recipient: { kind: 'staff', staff: owner },
    forceId,
    notices: [{ key, rungId: 'files-refused' }],
    followUps: [{ id: followUpId, version: followUp.version }],
    links: [],
    facts: {
      kind: 'owner-alerts',
      today: londonDate(clock.now()),
      language: 'en',
      simulated,
      noun: programme.body.noun,
      recipientName: owner.name,
      alerts: [
        {
          alert: 'files-refused',
          body: {
            id: forceId,
            followUpId,
            name: body === undefined ? forceId : bodyNameOn(body, publishedOn),
            publishedOn,
            ...nounsOf(programme),
            simulated,
          },
          mailId: mail.id,
          receivedAt: mail.receivedAt,
          files: (mail.files ?? []).filter(isRefused),
        },
      ],
    },
    thread: [],
    round: round.id,
    answersSomebody: false,
  });
}
