import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { isNightly } from '../support/nightly.ts';

const foundSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** The widths of a narrow phone, a tablet and a desktop screen. */
export const widths = [320, 768, 1280] as const;

/** The widths at which axe checks each page. `npm run browser` checks all of them. */
const widthsForAxe: readonly number[] = isNightly ? widths : widths.slice(0, 1);

const run = `axe.run(document, ${JSON.stringify({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  preload: false,
})})`;

/** Returns everything that axe finds on a page: violations of WCAG 2.2 A and AA, and of axe's best practices. */
export async function violationsOn(page: Page): Promise<{ id: string; at: string }[]> {
  // Loads axe once for each page, because axe is half a megabyte.
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const { violations } = foundSchema.parse(await page.evaluate(run));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, at: `${html} ${failureSummary ?? ''}` })),
  );
}

/** Does the same, but finds nothing at a width that axe does not check in this run. */
export async function violationsAt(width: number, page: Page): Promise<{ id: string; at: string }[]> {
  return widthsForAxe.includes(width) ? violationsOn(page) : [];
}

/** Tells whether a person would have to scroll sideways. */
export async function isTooWide(page: Page): Promise<unknown> {
  // While the browser goes to the page, it has no document for a moment.
  await page.waitForFunction('document.documentElement !== null');
  return page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
}
