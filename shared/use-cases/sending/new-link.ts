import type { Instant, PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { linkExpiresAt, type Link } from '../../domain/link.ts';
import type { RoundId } from '../../domain/programme.ts';
import type { Tokens } from '../../ports/tokens.ts';

export interface NewLinkDependencies {
  readonly tokens: Tokens;
  /** Where the form is, without a trailing slash. */
  readonly publicUrl: string;
}

/** A link that nobody has stored yet. Only `url` holds its token. */
export interface NewLink {
  readonly link: Link;
  readonly url: string;
}

/** Makes a person's own link to a round. The caller stores it, or has it claimed with the email that carries it. */
export function newLink(
  { tokens, publicUrl }: NewLinkDependencies,
  {
    followUp,
    round,
    dueOn,
    contactId,
    now,
  }: {
    followUp: Pick<FollowUp, 'id' | 'forceId'>;
    round: RoundId;
    /** When the round is due: its link lives longer than that. */
    dueOn: PlainDate;
    contactId: string;
    now: Instant;
  },
): NewLink {
  const { token, tokenHash } = tokens.newToken();
  return {
    link: {
      tokenHash,
      followUpId: followUp.id,
      forceId: followUp.forceId,
      round,
      contactId,
      createdAt: now,
      expiresAt: linkExpiresAt(dueOn, now),
    },
    url: `${publicUrl}/f/${token}`,
  };
}
