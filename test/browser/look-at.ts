import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Everything axe finds on a page: WCAG 2.2 A and AA, and what axe calls best practice. */
export async function violationsOn(page: Page): Promise<{ id: string; at: string }[]> {
  // The legacy mode runs in the page itself; the other opens a page more for every run.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      preload: false,
    })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, at: `${html} ${failureSummary ?? ''}` })),
  );
}

/** Whether a person would have to scroll sideways. */
export function isTooWide(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
}
