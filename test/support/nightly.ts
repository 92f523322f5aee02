/**
 * True in the commands that run each night (`.github/workflows/nightly.yml`). Some tests take too long for `npm test`,
 * which leaves them out or runs a part of them.
 */
export const isNightly = process.env['REVISIT_NIGHTLY'] !== undefined;
