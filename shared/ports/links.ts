import type { Instant } from '../domain/dates.ts';
import type { Link, ReplyAlias } from '../domain/link.ts';

/** Personal links and reply tokens, found by the hash of their token. */
export interface Links {
  find(tokenHash: string): Promise<Link | undefined>;
  add(link: Link): Promise<void>;
  /** Ends every link of a follow-up that `which` chooses. */
  revoke(revoke: { followUpId: string; at: Instant; which: (link: Link) => boolean }): Promise<void>;
  findReplyAlias(tokenHash: string): Promise<ReplyAlias | undefined>;
}
