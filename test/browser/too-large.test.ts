import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { essexId, publishEssex, startFormService, type FormTestService } from '../support/form-service.ts';
import { isNightly } from '../support/nightly.ts';
import { connectToBrowser } from './browser.ts';
import { isTooWide, violationsOn } from './look-at.ts';
import { begin } from './walk-form.ts';

const TOO_LARGE = 'The file must be 4 MB (4,096 KB) or smaller';

describe('a file or an answer that is too large, in a real browser', () => {
  let running: FormTestService;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    browser = await connectToBrowser();
  }, 120_000);
  afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  async function openPlan(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext(options);
    contexts.push(context);
    const page = await context.newPage();
    await begin(page, `${running.endpoint}${await running.link()}`);
    await page.goto(`${running.endpoint}/form/plan`);
    return page;
  }
  const choose = (page: Page, bytes: number) =>
    page.getByLabel('Choose a file').setInputFiles({
      name: 'plan.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(bytes)]).subarray(0, bytes),
    });
  const attach = (page: Page) => page.getByRole('button', { name: 'Attach' }).click();
  /** Submits the form without its button, because the button takes two clicks within a second for a double click. */
  const attachAgain = (page: Page) =>
    page.evaluate(`document.querySelector('form[action="/form/plan"]').requestSubmit()`);

  it('is refused before the browser sends it, and a smaller file then uploads (F34)', async () => {
    const page = await openPlan();
    const posted: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') posted.push(request.url());
    });
    await choose(page, 5_200_000);
    await attach(page);
    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect(await summary.textContent()).toContain(`There is a problem${TOO_LARGE}`);
    expect(await page.locator('#file-error').textContent()).toBe(`Error: ${TOO_LARGE}`);
    expect(await page.title()).toMatch(/^Error: /u);
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
    expect(await violationsOn(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);

    await choose(page, 0);
    await attachAgain(page);
    await page.getByText('Error: The file is empty.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(posted).toEqual([]);

    await choose(page, 100);
    await attachAgain(page);
    await page.getByText('plan.pdf (1 KB)').waitFor();
    expect(posted).toHaveLength(1);
    for (const key of (await running.tableContent()).keys()) {
      if (key.includes('ATTACHMENT#')) await running.forget(key);
    }
  }, 120_000);

  it.runIf(isNightly)(
    'is refused on the same page when JavaScript is off (F34)',
    async () => {
      const page = await openPlan({ javaScriptEnabled: false });
      for (const bytes of [4 * 1024 * 1024 + 1, 5_200_000, 11_000_000]) {
        await choose(page, bytes);
        await attach(page);
        await page.getByRole('heading', { level: 1, name: 'Attach your action plan' }).waitFor();
        expect(await page.locator('.govuk-error-summary').textContent()).toContain(TOO_LARGE);
      }
      await choose(page, 0);
      await attach(page);
      expect(await page.locator('.govuk-error-summary').textContent()).toContain('The file is empty.');
      expect((await running.service.formReading.followUp(essexId)).attachments).toEqual([]);
    },
    120_000,
  );

  it.runIf(isNightly)(
    'is kept in its field when it is an answer longer than a page can take (F34)',
    async () => {
      const page = await openPlan();
      await page.goto(`${running.endpoint}/form/whole`);
      const field = page.getByRole('textbox').first();
      await field.fill('é'.repeat(400_000));
      await page.getByRole('button', { name: 'Save and continue' }).click();
      await page.getByText('What you typed is longer than we can take on one page.').waitFor();
      expect((await field.inputValue()).length).toBe(400_000);
    },
    120_000,
  );
});
