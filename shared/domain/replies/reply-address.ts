/**
 * Returns the address that takes replies to one email, such as
 * `reply+7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7@reply.inspectorate.example`.
 */
export function replyAddress(token: string, replyDomain: string): string {
  return `reply+${token}@${replyDomain}`;
}

/**
 * The part before the token in an address such as
 * `reply+7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7@reply.inspectorate.example`.
 */
const BEFORE_TOKEN = /^\W*reply\s*(?:\+|%2b|=2b|_|-)/iu;

/**
 * Returns the text in the token's place in a recipient's address. Returns undefined if the address has no token. Case,
 * folds and punctuation do not matter. For example, it finds the token in
 * `<REPLY+7K4M-X2PD-…@reply.inspectorate.example>.`
 */
export function findReplyToken(address: string): string | undefined {
  const unfolded = address.replace(/=?\r?\n[\t ]*/gu, '');
  const start = BEFORE_TOKEN.exec(unfolded);
  if (start === null) return undefined;
  const token = unfolded.slice(start[0].length).split('@', 1)[0] ?? '';
  return token === '' ? undefined : token;
}
