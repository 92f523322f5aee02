/** The most characters in a text that the inspectorate gives. They make about 600 words. */
const LONGEST_GIVEN_TEXT = 4_000;

/**
 * Returns what is wrong with a text that the inspectorate gives, on the command line or in a cell of a file. A stored
 * item has room for 400 KB, and some items keep many such texts.
 */
export function findLengthProblem(text: string): string | undefined {
  return text.length <= LONGEST_GIVEN_TEXT
    ? undefined
    : `has ${formatCount(text.length)} characters. Write at most ${formatCount(LONGEST_GIVEN_TEXT)}.`;
}

/** Returns a number with commas, such as "5,000". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}
