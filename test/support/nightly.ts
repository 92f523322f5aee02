/**
 * The commands that run each night set it (`.github/workflows/nightly.yml`). Some tests take too long for `npm test`. It
 * leaves them out, or runs a part of them.
 */
export const isNightly = process.env['REVISIT_NIGHTLY'] !== undefined;
