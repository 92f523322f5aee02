import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeMailedTo } from '../support/enter-code.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../support/form-service.ts';
import { isNightly } from '../support/nightly.ts';
import { connectToBrowser } from './browser.ts';
import { isTooWide, violationsAt, violationsOn, widths } from './look-at.ts';
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

/** `npm run screenshots` sets this to the folder for the pictures of every page. */
const pictures = process.env['REVISIT_SCREENSHOTS'];

/**
 * Visits every page of the form in every state and checks that no page is wider than the narrowest screen. Also runs axe
 * at three widths: on one state of each page here, and on all states in `npm run browser`.
 */
describe('every page of the form', () => {
  let running: FormTestService;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    browser = await connectToBrowser();
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  let pictured = 0;
  const seen = new Set<string>();

  /** Tells whether this page was not checked before in another state. All states with errors count as one. */
  function isNewPage(name: string): boolean {
    const path = new URL(page.url()).pathname.replace(/^\/f\/.*/u, '/f').replaceAll(/\d+/gu, '1');
    const kind = /-errors?$/u.test(name) ? 'errors' : path;
    const isNew = !seen.has(kind);
    seen.add(kind);
    return isNew;
  }

  async function look(name: string): Promise<void> {
    pictured += 1;
    const isInWhole = isNightly || isNewPage(name);
    for (const width of isInWhole ? widths : widths.slice(0, 1)) {
      if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 900 });
      const found = isInWhole ? await violationsAt(width, page) : [];
      expect.soft(found, `${name} at ${width}px`).toEqual([]);
      expect.soft(await isTooWide(page), `${name} is wider than ${width}px`).toBe(false);
      if (pictures !== undefined && width !== 768) {
        mkdirSync(pictures, { recursive: true });
        const file = `${String(pictured).padStart(2, '0')}-${name}-${width}.png`;
        await page.screenshot({ path: join(pictures, file), fullPage: true });
      }
    }
  }

  it('is checked with axe, which really finds a missing label and a pale text', async () => {
    await page.goto(running.endpoint);
    await page.evaluate(`{
      const main = document.querySelector('main');
      main.innerHTML = '<input><p>Pale</p>';
      main.querySelector('p').style.color = '#bbb';
    }`);
    const found = await violationsOn(page);
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(['label', 'color-contrast']));
  });

  it('is accessible and fits the screen in every state of answering', async () => {
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
    await page.waitForURL('**/form/approve');
    await look('approve');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await look('approve-error');
    await choose(page, 'A more senior officer did');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await look('approve-other-errors');
    await choose(page, 'I did');
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await look('code-to-send');
    const waiting = page.url();
    await page.goto(`${running.endpoint}/form`);
    await look('task-list-unconfirmed');
    await page.goto(`${running.endpoint}/form/check`);
    await look('check-unconfirmed');
    await page.getByRole('button', { name: 'Confirm and send' }).click();
    expect(waiting).toContain('/form/approve');
    await proveByCode(page, running);
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
    await page.goto(`${running.endpoint}${await leaveEmail(running)}`);
    await look('email-to-place');
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await look('email-to-place-errors');
    await page.goto(`${running.endpoint}/accessibility`);
    await look('accessibility');
    await page.goto(`${running.endpoint}/privacy`);
    await look('privacy');
  }, 300_000);

  // A browser is slow. `npm run browser` also looks at the pages for everything that a lead can do besides answering.
  it.runIf(isNightly)(
    'is accessible and fits the screen on the pages that are not about answers',
    async () => {
      const other = await browser.newContext();
      page = await other.newPage();
      page.setDefaultTimeout(60_000);
      running.setClock('2016-05-20T10:00:00Z');
      await begin(page, `${running.endpoint}${await running.link({ round: 'three-month-update' })}`);
      await look('later-task-list');
      await page.getByRole('link', { name: /^1\. / }).click();
      await look('later-status-hidden');
      await page.goto(`${running.endpoint}/form/code`);
      await look('code');
      await page.getByRole('button', { name: 'Email me a code' }).click();
      await look('code-sent');
      await page.getByRole('button', { name: 'Show the saved answers' }).click();
      await look('code-error');
      const code = (await running.inbox()).findLast(({ subject }) => subject.includes('code'));
      await page.getByLabel('Code').fill(/^\d{6}$/mu.exec(code?.text ?? '')?.[0] ?? '');
      await page.getByRole('button', { name: 'Show the saved answers' }).click();
      await page.getByRole('link', { name: /^1\. / }).click();
      await page.getByText('What you told us on').click();
      await look('later-status');
      await choose(page, 'Part way');
      await continueTo(page);
      await look('later-details');
      await save(page);
      await look('later-details-errors');
      for (const [path, button] of [
        ['pass-on', 'Pass it on'],
        ['more-time', 'Ask for more time'],
        ['sent-another-way', 'Tell us'],
        ['plan', 'Attach'],
      ] as const) {
        await page.goto(`${running.endpoint}/form/${path}`);
        await look(path);
        await page.getByRole('button', { name: button, exact: true }).click();
        await look(`${path}-errors`);
      }
      await page.getByLabel('Choose a file').setInputFiles({
        name: 'Action plan 2016.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.7 a plan'),
      });
      await page.getByRole('button', { name: 'Attach', exact: true }).click();
      await look('plan-attached');
      await page.goto(`${running.endpoint}/form/more-time`);
      await page.getByLabel('Day').fill('20');
      await page.getByLabel('Month').fill('6');
      await page.getByLabel('Year').fill('2016');
      await page.getByLabel('Why do you need more time?').fill('The board meets on 15 June.');
      await page.getByRole('button', { name: 'Ask for more time' }).click();
      await look('more-time-asked');
      await page.goto(`${running.endpoint}/form/sent-another-way`);
      await choose(page, 'By letter');
      await page.getByLabel('When, and to whom?').fill('12 May, to Priya Nair');
      await page.getByRole('button', { name: 'Tell us' }).click();
      await look('sent-another-way-said');
      await page.goto(`${running.endpoint}/form`);
      await look('later-task-list-waiting');
      await page.goto(`${running.endpoint}/form/pass-on`);
      await page.getByLabel('Who should have it?').fill('Superintendent Khan');
      await page.getByLabel('Their work email address').fill('khan@essex.police.example');
      await page.getByRole('button', { name: 'Pass it on' }).click();
      await look('passed-on');
      const told = (await running.inbox()).find(
        ({ to, subject }) => to.startsWith('lead@') && subject.includes('passed to'),
      );
      await page.goto(/http:\/\/\S+\/f\/[0-9a-z-]+/u.exec(told?.text ?? '')?.[0] ?? '');
      await look('undo');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await look('undone');
      await page.goto(`${running.endpoint}/form`);
      await look('closed-session');
      await page.getByRole('button', { name: 'Email a new link' }).click();
      await look('new-link-asked');
      await begin(
        page,
        `${running.endpoint}${await running.link({ contactId: 'deputy', round: 'three-month-update' })}`,
      );
      await page.goto(`${running.endpoint}/form/not-me`);
      await look('not-me');
      await page.goto(`${running.endpoint}/form/more-time`);
      await look('code-to-act');
      await page.getByRole('button', { name: 'Email me a code' }).click();
      await page.getByLabel('Code').fill(await codeMailedTo(running, 'deputy@'));
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.goto(`${running.endpoint}/form/sent-another-way`);
      const deputy = (await running.service.people.contacts('essex')).find(({ id }) => id === 'deputy');
      if (deputy === undefined) throw new Error('There is no deputy.');
      await choose(page, 'By letter');
      for (let time = 1; time <= 5; time += 1) {
        await page.getByLabel('When, and to whom?').fill(`Letter ${time}`);
        await choose(page, 'By letter');
        await page.getByRole('button', { name: 'Tell us' }).click();
        await page.goto(`${running.endpoint}/form/sent-another-way`);
      }
      await choose(page, 'By letter');
      await page.getByLabel('When, and to whom?').fill('One more letter');
      await page.getByRole('button', { name: 'Tell us' }).click();
      await look('too-often');
      const audit = {
        at: running.service.clock.now(),
        by: 'test',
        action: 'remove-contact',
        summary: 'Removed.',
      };
      await running.service.people.removeContact(deputy, audit);
      await page.goto(`${running.endpoint}/form`);
      await look('has-passed');
      await other.close();
    },
    300_000,
  );
});

/** Leaves an email on the form with words that name no recommendation. Returns the address of its page. */
async function leaveEmail({ service }: FormTestService): Promise<string> {
  const mailId = '2016-04-12-0e1f7a2c';
  await service.drafts.saveEmail({
    followUpId: essexId,
    email: {
      round: 'six-week-response',
      mailId,
      receivedAt: service.clock.now(),
      savedBy: 'lead',
      version: 0,
      pieces: [
        { words: 'The new unit began work in March.' },
        { words: 'It has twelve officers:\n- eight detectives\n- four analysts' },
        { words: 'We sent it to all.', place: 3 },
      ],
      cut: [
        { why: 'signature', text: 'Kind regards\nShaw' },
        { why: 'quotation', text: 'On 22 March you wrote: please answer by [link]' },
      ],
    },
  });
  return `/form/email/${mailId}`;
}
