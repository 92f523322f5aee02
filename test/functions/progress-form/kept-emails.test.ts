import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeMailedTo } from '../../support/enter-code.ts';
import { createFormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';
import { TableContent } from '../../support/table-content.ts';

const TOKEN = /[0-9a-z]{4}(?:-[0-9a-z]{4}){6}/giu;

describe('the text of each email that we send', () => {
  let running: FormTestService;
  let code: string;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-03-22T10:00:00Z');
    await publishEssex(running.service);
    await running.runner.invoke('sweep');
    await running.inbox();
    const reader = createFormReader(running.endpoint);
    await reader.post(await running.link());
    await reader.post('/form/code/send', {}, await reader.get('/form/code'));
    code = await codeMailedTo(running, 'lead@');
  });
  afterAll(() => running.stop());

  const plain = (text: string): string =>
    text
      .replace(/https?:\/\/\S*\/f\/\S*/gu, '[link]')
      .replaceAll(code, '[code]')
      .replace(/\s+/gu, ' ')
      .trim();

  it('is kept as it left, with a mark in place of each link and code (F19)', async () => {
    const kept = await running.service.sentMails.before(essexId);
    const sent = await running.inbox();
    expect(kept).toHaveLength(sent.length);
    for (const { to, subject, text } of sent) {
      const same = kept.find((one) => one.subject === subject && to.includes(one.to.address));
      expect(plain(same?.text ?? ''), subject).toBe(plain(text));
    }
    const all = kept.map(({ text }) => text).join();
    expect([all.includes('[link]'), all.includes('[code]')]).toEqual([true, true]);
  });

  it('is kept without any token or code, here and everywhere else in the table (F19)', async () => {
    const secrets = new Set([code]);
    for (const { id } of await running.stack.sesDoor.mails()) {
      const raw = (await running.stack.sesDoor.readMail(id)).toString('utf8').replace(/=\r?\n/gu, '');
      for (const [token] of raw.matchAll(TOKEN)) secrets.add(token);
    }
    expect(secrets.size).toBeGreaterThan(3);
    const stored = JSON.stringify([...(await new TableContent(running.stack).read()).values()]);
    expect([...secrets].filter((secret) => stored.includes(secret))).toEqual([]);
  });
});
