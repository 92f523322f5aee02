import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishEssex, startFormService, type FormTestService } from '../support/form-service.ts';
import { launchBrowser } from './browser.ts';
import { answerDone, answerWhole, answerWithPlan, begin, choose, continueTo, save } from './walk-form.ts';

/** `npm run screenshots` sets it: where pictures of every page go. */
const pictures = process.env['REVISIT_SCREENSHOTS'];

const widths = [320, 768, 1280] as const;

/** Every page in every state, at three widths: nothing that axe finds, nothing wider than the screen. */
describe('every page of the form', () => {
  let running: FormTestService;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    browser = await launchBrowser();
    context = await browser.newContext();
    page = await context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  let pictured = 0;

  async function look(name: string): Promise<void> {
    pictured += 1;
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const found = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect.soft(summaryOf(found.violations), `${name} at ${width}px`).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect.soft(overflow, `${name} is wider than ${width}px`).toBe(false);
      if (pictures !== undefined && width !== 768) {
        mkdirSync(pictures, { recursive: true });
        const file = `${String(pictured).padStart(2, '0')}-${name}-${width}.png`;
        await page.screenshot({ path: join(pictures, file), fullPage: true });
      }
    }
  }

  it('is accessible and fits, in every state', async () => {
    const link = await running.link();
    await page.goto(running.endpoint);
    await look('home');
    await page.goto(`${running.endpoint}${link}x`);
    await look('closed-link');
    await page.goto(`${running.endpoint}${link}`);
    await look('start');
    await begin(page, `${running.endpoint}${link}`);
    await look('task-list-empty');

    await page.getByRole('link', { name: /^1\. / }).click();
    await look('status');
    await continueTo(page);
    await look('status-error');
    await choose(page, 'Done, and we have checked it works');
    await continueTo(page);
    await choose(page, 'We audited cases');
    await look('details-done-checked');
    await save(page);
    await look('details-done-checked-errors');
    await page.goto(`${running.endpoint}/form/recommendation/1`);
    await answerDone(page);
    for (const status of ['Part way', 'Waiting for another organisation', 'Doing something different']) {
      await choose(page, status);
      await continueTo(page);
      await look(`details-${status.toLowerCase().replaceAll(' ', '-')}`);
      await save(page);
      await look(`details-${status.toLowerCase().replaceAll(' ', '-')}-errors`);
      await page.goto(`${running.endpoint}/form/recommendation/2`);
    }
    await choose(page, 'Not started');
    await continueTo(page);
    await choose(page, 'I will write it here');
    await look('details-plan');
    await save(page);
    await look('details-plan-errors');
    await page.goto(`${running.endpoint}/form/recommendation/2`);
    for (const number of [2, 3, 4]) {
      await page.goto(`${running.endpoint}/form/recommendation/${number}`);
      await answerWithPlan(page);
    }
    await page.goto(`${running.endpoint}/form`);
    await look('task-list');
    await page.goto(`${running.endpoint}/form/whole`);
    await page.getByLabel('Which officer is responsible').fill('');
    await save(page);
    await look('whole-errors');
    await page.goto(`${running.endpoint}/form/whole`);
    await choose(page, 'No');
    await look('whole');
    await answerWhole(page);
    await look('check');
    await page.getByRole('button', { name: 'Continue to approval' }).click();
    await look('approve');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await look('approve-error');
    await choose(page, 'A more senior officer did');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await look('approve-other-errors');
    await choose(page, 'I did');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await look('sent');
    await page.getByRole('link', { name: /copy of your answers/u }).click();
    await look('copy');
    await page.emulateMedia({ media: 'print' });
    await look('copy-printed');
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${running.endpoint}/form`);
    await look('task-list-sent');
    await page.goto(`${running.endpoint}${link}`);
    await look('start-sent');
    await page.goto(`${running.endpoint}/nowhere`);
    await look('not-found');
  }, 170_000);
});

function summaryOf(
  violations: Awaited<ReturnType<AxeBuilder['analyze']>>['violations'],
): { id: string; at: string }[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, at: `${html} ${failureSummary ?? ''}` })),
  );
}
