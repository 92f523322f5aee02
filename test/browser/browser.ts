import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';

/** Connects to the Chromium that `global-setup.ts` started. Closing it ends the connection and closes its pages. */
export function connectToBrowser(): Promise<Browser> {
  return chromium.connect(inject('browser'));
}
