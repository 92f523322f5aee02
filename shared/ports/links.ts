import type { Instant } from '../domain/dates.ts';
import type { Link, ReplyAlias } from '../domain/link.ts';

/** Personal links and reply tokens. The hash of the token is the key. */
export interface Links {
  find(tokenHash: string): Promise<Link | undefined>;
  add(link: Link): Promise<void>;
  /** Ends the links of a follow-up for which `which` returns true. */
  revoke(revoke: { followUpId: string; at: Instant; which: (link: Link) => boolean }): Promise<void>;
  findReplyAlias(tokenHash: string): Promise<ReplyAlias | undefined>;
}
