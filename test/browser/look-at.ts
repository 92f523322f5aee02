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

/** The narrowest phone, a tablet and a desk. */
export const widths = [320, 768, 1280] as const;

/** The widths at which axe looks at each page. `npm run browser` looks at all of them. */
const widthsForAxe: readonly number[] = isNightly ? widths : widths.slice(0, 1);

const run = `axe.run(document, ${JSON.stringify({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  preload: false,
})})`;

/** Everything axe finds on a page: WCAG 2.2 A and AA, and what axe calls best practice. */
export async function violationsOn(page: Page): Promise<{ id: string; at: string }[]> {
  // Once for a page, whatever widths it is looked at: it is half a megabyte.
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const { violations } = foundSchema.parse(await page.evaluate(run));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, at: `${html} ${failureSummary ?? ''}` })),
  );
}

/** The same, and nothing at a width that axe does not look at in this run. */
export async function violationsAt(width: number, page: Page): Promise<{ id: string; at: string }[]> {
  return widthsForAxe.includes(width) ? violationsOn(page) : [];
}

/** Whether a person would have to scroll sideways. */
export function isTooWide(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
}
