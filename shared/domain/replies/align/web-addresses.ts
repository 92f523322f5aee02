/**
 * What stands for a web address or a phone number. Gateways rewrite such addresses, so Revisit does not compare them. A
 * mark such as `[link]` stands for one in the text that Revisit keeps.
 */
const ADDRESS =
  /<?(?:https?|hxxps?|ftp):\/\/[^\s<>"\]]*>?|\bwww\.[^\s<>"\]]+|[<[]?\b(?:mailto|tel|cid):[^\s<>"\]]*[>\]]?|\[(?:link|code|token|reference|address)(?: [a-z0-9]{1,20})?\]/giu;

const WEB_ADDRESS = /^<?(?:https?|hxxps?):/iu;

/** A program breaks an address only in a line of at least this many characters. */
const LEAST_BROKEN = 55;

/** What the rest of a broken address may look like. */
const REST = /^[\w%&=?./:;+#~!$*,@-]+>?/u;

type Open = 'in brackets' | 'bare';

/** Finds the web addresses of a text, line by line, because an address may go on in the next line. */
export class WebAddresses {
  private open: Open | undefined;

  /** Returns a line with spaces in place of web addresses. The other characters keep their places. */
  blankIn(line: string): { rest: string; holdsAddress: boolean } {
    const begin = this.open === undefined ? 0 : lengthOfRest(line, this.open);
    const end = line.trimEnd().length;
    let rest = ' '.repeat(begin);
    let last: string | undefined;
    for (const { 0: address, index } of line.matchAll(ADDRESS)) {
      if (index < begin) continue;
      rest += line.slice(rest.length, index) + ' '.repeat(address.length);
      last = index + address.length === end ? address : undefined;
    }
    const goesOn = begin > 0 && begin === end && !line.includes('>') && line.length >= LEAST_BROKEN;
    if (!goesOn) this.open = last === undefined ? undefined : openAfter(line, last);
    return { rest: rest + line.slice(rest.length), holdsAddress: rest !== '' };
  }
}

/** Returns how many characters at the start of a line belong to the address of the line before. */
function lengthOfRest(line: string, open: Open): number {
  const lead = line.length - line.trimStart().length;
  const token = REST.exec(line.slice(lead, lead + LONGEST_REST))?.[0] ?? '';
  const looksBroken = /[%&=]/u.test(token) || (/\d/u.test(token) && /[-/]/u.test(token));
  const closes = open === 'in brackets' && token.endsWith('>');
  return looksBroken || closes ? lead + token.length : 0;
}

const LONGEST_REST = 2000;

function openAfter(line: string, address: string): Open | undefined {
  if (!WEB_ADDRESS.test(address) || address.endsWith('>')) return undefined;
  if (address.startsWith('<')) return 'in brackets';
  return line.length >= LEAST_BROKEN ? 'bare' : undefined;
}
