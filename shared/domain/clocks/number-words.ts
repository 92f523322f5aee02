// prettier-ignore
const SMALL = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
  'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const numbers = new Map(Array.from({ length: 1000 }, (_, number) => [wordsOf(number), number]));

/**
 * Reads a whole number in digits, or in words up to nine hundred and ninety-nine. "A" and "an" mean one. Returns
 * undefined for anything else.
 */
export function readWholeNumber(written: string): number | undefined {
  const plain = written.trim().toLowerCase();
  if (/^\d{1,4}$/u.test(plain)) return Number(plain);
  const words = plain
    .replaceAll(/[\s-]+/gu, ' ')
    .replace(/^an? hundred/u, 'one hundred')
    .replace(/^an?$/u, 'one')
    .replace(' hundred and ', ' hundred ');
  return numbers.get(words);
}

/** Writes a number in words, without "and" and hyphens. 124 is "one hundred twenty four". */
function wordsOf(number: number): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  const below =
    rest < 20 ? (SMALL[rest] ?? '') : `${TENS[Math.floor(rest / 10)] ?? ''} ${unitOf(rest)}`.trim();
  if (hundreds === 0) return below;
  return `${SMALL[hundreds] ?? ''} hundred${rest === 0 ? '' : ` ${below}`}`;
}

function unitOf(number: number): string {
  return number % 10 === 0 ? '' : (SMALL[number % 10] ?? '');
}
