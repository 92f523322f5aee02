import type { Page } from 'playwright-core';
import { codeMailedTo } from '../support/enter-code.ts';
import type { FormTestService } from '../support/form-service.ts';

/** Goes through the steps of the form as a person does, for tests that begin in the middle of it. */

export async function begin(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: /Start now|Continue/u }).click();
}

export async function choose(page: Page, label: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).check();
}

export async function continueTo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save and continue' }).click();
}

/** Answers a recommendation as done and checked by a case audit. */
export async function answerDone(page: Page): Promise<void> {
  await choose(page, 'Done, and we have checked it works');
  await continueTo(page);
  await page
    .getByLabel('What do officers and staff do differently now?')
    .fill('A supervisor reviews every case within 24 hours and records the risk to each child.');
  await choose(page, 'We audited cases');
  await page.getByLabel('How many cases?').fill('20');
  await page.getByLabel('Month').fill('4');
  await page.getByLabel('Year').fill('2016');
  await page.getByLabel('How many were good enough?').fill('17');
  await page.getByLabel('What is the record of this check called?').fill('Case audit, April 2016');
  await page.getByLabel('Who holds it?').fill('Detective Inspector Ali');
  await save(page);
}

/** Answers a recommendation of the six-week round as not started, with a plan. */
export async function answerWithPlan(page: Page): Promise<void> {
  await choose(page, 'Not started');
  await continueTo(page);
  await choose(page, 'I will write it here');
  await page.getByLabel('What will you do?').fill('Train all response officers and check a sample of cases.');
  await page.getByLabel('Month').fill('9');
  await page.getByLabel('Year').fill('2016');
  await page.getByLabel('Who is responsible for doing it?').fill('Superintendent Okoro');
  await page.getByLabel('How will you know it has worked?').fill('A monthly sample of 20 cases.');
  await save(page);
}

export async function answerWhole(page: Page): Promise<void> {
  await choose(page, 'Yes');
  await save(page);
}

/** Gets a code by email and enters it, to confirm a return for which Send was pressed. */
export async function proveByCode(page: Page, running: FormTestService): Promise<void> {
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await page.getByLabel('Code').fill(await codeMailedTo(running, 'lead@'));
  await page.getByRole('button', { name: 'Confirm and send', exact: true }).click();
}
