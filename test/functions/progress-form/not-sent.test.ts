import { afterAll, expect, it } from 'vitest';
import { createFormReader } from '../../support/form-reader.ts';
import { publishEssex, startFormService } from '../../support/form-service.ts';

/**
 * CloudFront shows a page of its own in place of an answer with one of these statuses. The reader would never see what
 * the form says.
 */
const notAnswered = [500, 502, 503, 504];

const running = await startFormService();
afterAll(() => running.stop());

it('the form tells a lead with a dead email address who to ring, and keeps what they typed', async () => {
  running.setClock('2016-04-12T10:00:00Z');
  await publishEssex(running.service);
  const lead = createFormReader(running.endpoint);
  await lead.post(await running.link());
  const { people, clock } = running.service;
  const found = (await people.contacts('essex')).find(({ id }) => id === 'lead');
  if (found === undefined) throw new Error('There is no lead.');
  const at = clock.now();
  await people.putContact(
    { ...found, unreachable: { since: at, reason: 'bounced' } },
    { isNew: false, audit: { at, by: 'test', action: 'test', summary: 'Test.' } },
  );
  const typed = { name: 'Khan', email: 'khan@essex.police.example' };
  for (const path of ['/form/code/send', '/form/pass-on']) {
    const page = await lead.post(path, { ...typed, next: 'send-code' });
    expect(notAnswered).not.toContain(page.status);
    expect(page.text).toContain('The code could not be sent');
    expect(page.text).toContain('020 7946 0123');
    if (path === '/form/pass-on') expect(page.hidden).toMatchObject(typed);
  }
});
