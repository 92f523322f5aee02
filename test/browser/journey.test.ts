import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeMailedTo } from '../support/enter-code.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../support/form-service.ts';
import { isNightly } from '../support/nightly.ts';
import { connectToBrowser } from './browser.ts';
import { isTooWide, violationsOn } from './look-at.ts';
import {
  answerDone,
  answerWhole,
  answerWithPlan,
  begin,
  choose,
  continueTo,
  proveByCode,
  save,
} from './walk-form.ts';

describe('the form in a real browser', () => {
  let running: FormTestService;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    browser = await connectToBrowser();
  }, 120_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    // Each test starts again without answers, because saved answers belong to the browser of an earlier test.
    for (const key of (await running.tableContent()).keys()) {
      if (/DRAFT#|ROUND#|APPROVAL#|RETURN#/u.test(key)) await running.forget(key);
    }
  });
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext(options);
    contexts.push(context);
    const page = await context.newPage();
    await begin(page, `${running.endpoint}${await running.link()}`);
    return page;
  }

  async function answerEverything(page: Page): Promise<void> {
    await page.getByRole('link', { name: /^1\. / }).click();
    await answerDone(page);
    for (let left = 4; left > 0; left -= 1) await answerWithPlan(page);
    await page.getByRole('link', { name: 'For the whole return' }).click();
    await answerWhole(page);
    await page.getByRole('button', { name: 'Continue to approval' }).click();
    await choose(page, 'I did');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await proveByCode(page, running);
  }

  it('takes a lead from the link to a reference number', async () => {
    const page = await open({ viewport: { width: 390, height: 844 }, isMobile: true });
    await answerEverything(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('We have received your answers');
    expect(await page.locator('.govuk-panel__body').textContent()).toContain('ESSEX-2016-A1');
    expect(await isTooWide(page)).toBe(false);
  }, 120_000);

  it.runIf(isNightly)(
    'takes a lead to a reference number without JavaScript too',
    async () => {
      const page = await open({ javaScriptEnabled: false });
      await answerEverything(page);
      expect(await page.locator('.govuk-panel__body').textContent()).toContain('ESSEX-2016-A1');
      const [returned] = await running.service.followUps.returns(essexId);
      expect(Object.keys(returned?.answers ?? {})).toEqual(['1', '2', '3', '4', '5']);
    },
    120_000,
  );

  it.runIf(isNightly)(
    'shows the saved answers when the lead opens the same link again',
    async () => {
      const page = await open();
      await page.getByRole('link', { name: /^3\. / }).click();
      await choose(page, 'Not started');
      await continueTo(page);
      await choose(page, 'I will write it here');
      await page.getByLabel('What will you do?').fill('Half a thought');
      await page.getByRole('button', { name: 'Save and come back later' }).click();
      await page.goto('about:blank');
      await begin(page, `${running.endpoint}${await running.link()}`);
      expect(await page.locator('main').textContent()).toContain('In progress');
      await page.getByRole('link', { name: /^3\. / }).click();
      expect(await page.getByLabel('Not started', { exact: true }).isChecked()).toBe(true);
      await continueTo(page);
      expect(await page.getByLabel('What will you do?').inputValue()).toBe('Half a thought');
    },
    120_000,
  );

  it('moves the focus to the error summary, links it to the input and keeps what was typed', async () => {
    const page = await open();
    await page.getByRole('link', { name: /^1\. / }).click();
    await choose(page, 'Done, not yet checked');
    await continueTo(page);
    await page.getByLabel('What do officers and staff do differently now?').fill('Kept as typed');
    await page.getByLabel('Month').fill('1');
    await page.getByLabel('Year').fill('2016');
    await save(page);
    expect(await page.title()).toMatch(/^Error: /u);
    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement.id || document.activeElement.className');
    expect(await focused()).toContain('govuk-error-summary');
    await page.getByRole('link', { name: 'When you will check must be April 2016 or later' }).click();
    expect(await focused()).toBe('check-month');
    expect(await page.getByLabel('What do officers').inputValue()).toBe('Kept as typed');
    const described = await page
      .getByRole('group', { name: 'When will you check' })
      .getAttribute('aria-describedby');
    expect(described).toContain('check-error');
  }, 120_000);

  it.runIf(isNightly)(
    'can be filled in and sent with the keyboard alone',
    async () => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(`${running.endpoint}${await running.link()}`);
      await page.keyboard.press('Tab');
      expect(await focusedText(page)).toBe('Skip to main content');
      await pressOn(page, 'Start now', 'Enter');
      await page.waitForURL('**/form');
      await pressOn(page, '1. Skills of staff and quality of child abuse investigations', 'Enter');
      await page.waitForURL('**/recommendation/1');
      await tabTo(page, 'done-checked');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await pressOn(page, 'Continue', 'Enter');
      await page.waitForURL('**/details');
      await tabTo(page, 'practice');
      await page.keyboard.type('A supervisor reviews every case.');
      await tabTo(page, 'check-month');
      await page.keyboard.type('7');
      await page.keyboard.press('Tab');
      await page.keyboard.type('2016');
      await pressOn(page, 'Save and continue', 'Enter');
      await page.waitForURL('**/recommendation/2');
      await page.goto(`${running.endpoint}/form/whole`);
      await tabTo(page, 'contacts-right');
      await page.keyboard.press('Space');
      await pressOn(page, 'Save and continue', 'Enter');
      await page.waitForURL('**/check');
      await pressOn(page, 'Continue to approval', 'Enter');
      await page.waitForURL('**/approve');
      await tabTo(page, 'approver');
      await page.keyboard.press('Space');
      await pressOn(page, 'Approve and send', 'Enter');
      await page.getByRole('heading', { name: 'One more step' }).waitFor();
      await pressOn(page, 'Email me a code', 'Enter');
      await page.getByLabel('Code').waitFor();
      await tabTo(page, 'code');
      await page.keyboard.type(await codeMailedTo(running, 'lead@'));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/sent');
      expect(await page.locator('.govuk-panel__body').textContent()).toContain('ESSEX-2016-A1');
    },
    120_000,
  );

  it.runIf(isNightly)(
    'stays usable with text at twice the size and with forced colours',
    async () => {
      const page = await open({ forcedColors: 'active', viewport: { width: 1280, height: 900 } });
      for (const path of ['/form', '/form/recommendation/1', '/form/approve', '/form/more-time']) {
        await page.goto(`${running.endpoint}${path}`);
        await page.evaluate("document.documentElement.style.fontSize = '200%'");
        expect([path, await isTooWide(page)]).toEqual([path, false]);
        expect([path, await violationsOn(page)]).toEqual([path, []]);
      }
      await page.goto(`${running.endpoint}/form/recommendation/1`);
      await choose(page, 'Part way');
      // Forced colours remove the button's own colour but keep its border. So the border must show the button.
      const border = await page.evaluate(
        "getComputedStyle(document.querySelector('main button')).borderTopStyle",
      );
      expect(border).toBe('solid');
    },
    120_000,
  );

  it.runIf(isNightly)(
    'prints the answers and no buttons or links',
    async () => {
      const page = await open();
      await page.getByRole('link', { name: /^1\. / }).click();
      await answerDone(page);
      await page.goto(`${running.endpoint}/form/copy`);
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(true);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByText('A supervisor reviews every case').isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
      expect(await page.getByRole('link', { name: 'Back' }).isVisible()).toBe(false);
      expect(await page.getByRole('link', { name: 'Accessibility statement' }).isVisible()).toBe(false);
    },
    120_000,
  );

  it('loads nothing from other sites and never violates its content security policy', async () => {
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(running.endpoint)) elsewhere.push(request.url());
      if ((request.headers()['referer'] ?? '').includes('/f/')) complaints.push('a token in the Referer');
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await begin(page, `${running.endpoint}${await running.link()}`);
    await page.getByRole('link', { name: /^1\. / }).click();
    await answerDone(page);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  }, 120_000);
});

function focusedText(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.textContent.trim()');
}

/** Presses Tab until the input with this id has the focus. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    const focused = await page.evaluate('document.activeElement.id + " " + document.activeElement.value');
    if (String(focused).split(' ').includes(id)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${id}.`);
}

/** Presses Tab until the link or button with this text has the focus, then presses a key. */
async function pressOn(page: Page, text: string, key: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await focusedText(page)) === text) {
      await page.keyboard.press(key);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach "${text}".`);
}
