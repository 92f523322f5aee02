import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmailFacts } from '../../shared/wording/email-facts.ts';
import { galleryPage } from '../gallery/gallery-page.ts';
import { sampleEmails } from '../wording/sample-emails.ts';
import { connectToBrowser } from './browser.ts';
import { isTooWide, violationsOn } from './look-at.ts';

/** Lists every kind of email. The compiler checks that the list is complete. */
const everyKind: Record<EmailFacts['kind'], true> = {
  reports: true,
  code: true,
  'new-link': true,
  named: true,
  'handed-over': true,
  'more-time-answer': true,
  'approval-asked': true,
  'approval-told': true,
  'mail-received': true,
  'reply-read': true,
  'owner-alerts': true,
  digest: true,
  assurance: true,
};

describe('the gallery of emails and pages', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await connectToBrowser();
    page = await browser.newPage();
  }, 60_000);
  afterAll(() => browser.close());

  it('contains every kind of email', () => {
    const kinds = new Set(Object.values(sampleEmails).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(Object.keys(everyKind).sort());
  });

  it('shows each email as text and as HTML, and each page at three widths', async () => {
    const pictures = ['pages/01-home-1280.png', 'pages/01-home-320.png', 'pages/02-start-320.png'];
    await page.setContent(galleryPage({ emails: sampleEmails, pictures }));
    expect(await page.locator('iframe').count()).toBe(Object.keys(sampleEmails).length);
    expect(await page.getByRole('heading', { level: 3, name: '01 home' }).count()).toBe(1);
    expect(await page.locator('img').count()).toBe(3);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await isTooWide(page)).toBe(false);
    expect(await violationsOn(page)).toEqual([]);
  }, 60_000);
});
