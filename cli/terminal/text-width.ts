import { createRequire } from 'node:module';

/** Latin letters and common punctuation. Each of these characters is one column wide, whatever stands beside it. */
const ONE_COLUMN_EACH = /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027]*$/u;

/** A style of our own, such as bold. It takes no column. */
const STYLE = /\u001B\[\d{1,2}m/gu;

type StringWidth = (text: string) => number;

const requireHere: (name: 'string-width') => { readonly default: StringWidth } = createRequire(
  import.meta.url,
);
let stringWidth: StringWidth | undefined;

/**
 * Returns how many columns of a terminal a text takes.
 *
 * The library that knows every script takes longer to load than Node itself. It is loaded for the first text that needs
 * it.
 */
export function textWidth(text: string): number {
  const plain = text.includes('\u001B') ? text.replaceAll(STYLE, '') : text;
  if (ONE_COLUMN_EACH.test(plain)) return plain.length;
  stringWidth ??= requireHere('string-width').default;
  return stringWidth(plain);
}
