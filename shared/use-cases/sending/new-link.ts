import type { Instant, PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { findLinkExpiry, type Link } from '../../domain/link.ts';
import type { RoundId } from '../../domain/programme.ts';
import type { Tokens } from '../../ports/tokens.ts';

export interface NewLinkDependencies {
  readonly tokens: Tokens;
  /** The address of the form, without a slash at the end. */
  readonly publicUrl: string;
}

/** A link that is not stored yet. Only `url` holds its token. */
export interface NewLink {
  readonly link: Link;
  readonly url: string;
}

/** Makes a person's own link to a round. The caller stores it, or claims it together with the email that carries it. */
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
    /** When the round is due. The link expires later than that. */
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
      expiresAt: findLinkExpiry(dueOn, now),
    },
    url: `${publicUrl}/f/${token}`,
  };
}
