/** The address that takes replies to one email: `reply+7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7@reply.inspectorate.example`. */
export function replyAddress(token: string, replyDomain: string): string {
  return `reply+${token}@${replyDomain}`;
}

/** Before the token in an address: `reply+7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7@reply.inspectorate.example`. */
const BEFORE_TOKEN = /^\W*reply\s*(?:\+|%2b|=2b|_|-)/iu;

/**
 * What stands for the token in a recipient's address; undefined where it has none. Case, folds and punctuation do not matter:
 * `<REPLY+7K4M-X2PD-…@reply.inspectorate.example>.` has one.
 */
export function replyTokenIn(address: string): string | undefined {
  const unfolded = address.replace(/=?\r?\n[\t ]*/gu, '');
  const start = BEFORE_TOKEN.exec(unfolded);
  if (start === null) return undefined;
  const token = unfolded.slice(start[0].length).split('@', 1)[0] ?? '';
  return token === '' ? undefined : token;
}
