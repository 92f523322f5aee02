import type { Round, RoundMail } from '../../domain/round.ts';
import type { RoundId } from '../../domain/programme.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface NoteMailDependencies {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/**
 * Records on a round what became of an email from the body. The emails to come, the desk and the pages say it. Running
 * it twice changes nothing.
 */
export async function noteMail(
  { followUps, clock }: NoteMailDependencies,
  noted: {
    followUpId: string;
    round: RoundId;
    mail: RoundMail;
    by: string;
    /** One sentence for the audit, without any answer or address. */
    summary: string;
    /** What else changes in the round with it. */
    also?: (round: Round) => Round;
  },
): Promise<void> {
  const { followUpId, mail, by, summary, also = (round: Round): Round => round } = noted;
  await retryOnConflict(async () => {
    const { followUp, rounds } = await followUps.load(followUpId);
    const known = rounds.find(({ id }) => id === noted.round);
    const round = known ?? { id: noted.round, savedAnswers: [], returns: [], version: 0 };
    const before = round.mails ?? [];
    if (before.some((one) => JSON.stringify(one) === JSON.stringify(mail))) return;
    const mails = [...before.filter(({ mailId }) => mailId !== mail.mailId), mail].sort(
      (a, b) => a.receivedAt.epochMilliseconds - b.receivedAt.epochMilliseconds,
    );
    await followUps.change({
      before: followUp,
      rounds: [also({ ...round, mails })],
      audit: { at: clock.now(), by, action: 'note-mail', summary },
    });
  });
}

/**
 * Records that somebody at the inspectorate has read an email that a round waited for. An email that no round waits for
 * changes nothing.
 */
export async function noteMailSettled(
  dependencies: NoteMailDependencies,
  { mail, by }: { mail: IncomingMail; by: string },
): Promise<void> {
  const { about } = mail;
  if (about?.round === undefined) return;
  const { rounds } = await dependencies.followUps.load(about.followUpId);
  for (const round of rounds) {
    const held = round.mails?.find(({ mailId, state }) => mailId === mail.id && state === 'held');
    if (held === undefined) continue;
    await noteMail(dependencies, {
      followUpId: about.followUpId,
      round: round.id,
      mail: { ...held, state: 'settled', settledAt: dependencies.clock.now() },
      by,
      summary: `${mail.id} was read.`,
    });
  }
}
