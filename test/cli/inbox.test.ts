import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCorpus, readRaw, receiptOf } from '../use-cases/replies/corpus.ts';
import { createEssexInbox, type EssexInbox } from '../use-cases/replies/essex-inbox.ts';
import { revisit, revisitJson } from '../support/command-line.ts';

const corpus = await loadCorpus();
let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

/** Receives a sample email. @returns the id under which an admin finds it. */
async function receive(file: string): Promise<string> {
  const one = corpus.find((candidate) => candidate.file === `${file}.eml`);
  if (one === undefined) throw new Error(`The corpus has no ${file}.`);
  return (await inbox.receive(await readRaw(one), receiptOf(one))).id;
}

describe('the inbox, which lists emails that wait for a human,', () => {
  it('says that no email waits', async () => {
    expect((await revisit('inbox list', inbox.stack)).out).toBe('No email waits.\n');
  });

  it('lists each waiting email with the reason, in 80 columns', async () => {
    const id = await receive('owner-more-time');
    const { out, exitCode } = await revisit('inbox list', inbox.stack);
    expect(exitCode).toBe(0);
    expect(out).toContain(id);
    expect(out).toContain('asks for more time');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows many emails of one sender as one, and discards them together', async () => {
    const [flood, other] = ['owner-more-time', 'stranger-with-token'].map((file) =>
      corpus.find((one) => one.file === `${file}.eml`),
    );
    if (flood === undefined || other === undefined) throw new Error('The corpus lacks an email.');
    const raw = Buffer.from(await readRaw(flood)).toString('latin1');
    for (let count = 0; count < 30; count += 1) {
      await inbox.receive(raw.replace(/^Message-ID:.*$/imu, `Message-ID: <flood-${count}@loop.example>`), {
        ...receiptOf(flood),
        id: `${String(count).padStart(2, '0')}-flood`,
      });
    }
    const alone = await receive('stranger-with-token');
    const { out } = await revisit('inbox list', inbox.stack);
    expect(out).toContain(alone);
    expect(out).toMatch(/asks for more time +[^\n]+ and 19\s+more from them/u);
    expect(out).toMatch(/too many from one sender +[^\n]+ and 9\s+more from them/u);
    expect(out.match(/^\d{4}-\d{2}-\d{2}-/gmu)).toHaveLength(3);
    const [, like = ''] = /inbox list --like (\S+)/u.exec(out) ?? [];
    const listed = await revisit(`inbox list --like ${like}`, inbox.stack);
    expect(listed.out.match(/^\d{4}-\d{2}-\d{2}-/gmu)).toHaveLength(20);
    const { toDo } = z
      .object({ toDo: z.array(z.looseObject({ kind: z.string(), says: z.string() })) })
      .parse(await revisitJson('', inbox.stack));
    expect(toDo.filter(({ kind }) => kind === 'look-at-mail').length).toBeLessThanOrEqual(3);
    const asked = await revisit(`inbox discard ${like} --all-like-it --reason "a loop"`, inbox.stack);
    expect(asked.err).toContain('will discard 20 emails');
    const done = await revisit(`inbox discard ${like} --all-like-it --reason "a loop" --yes`, inbox.stack);
    expect(done.out).toContain('So are 19 more like it.');
    expect((await revisit('inbox list', inbox.stack)).out).toContain(alone);
    expect((await revisit('inbox list --json', inbox.stack)).out.match(/"id"/gu)).toHaveLength(11);
  });

  it.each([
    ['From: "a b"@x.example', '"a b"@x.example'],
    ['From: "a@force.example"@x.example', '"a@force.example"@x.example'],
    [String.raw`From: "x" <"a b\"c"@x.example>`, String.raw`"a b\"c"@x.example`],
  ])('shows the quotes of an address that needs them: %s', async (header, address) => {
    const one = corpus.find(({ file }) => file === 'owner-more-time.eml');
    if (one === undefined) throw new Error('The corpus lacks an email.');
    const raw = Buffer.from(await readRaw(one)).toString('latin1');
    await inbox.receive(
      raw.replace(/^From:.*$/imu, () => header),
      receiptOf(one),
    );
    expect((await revisit('inbox list', inbox.stack)).out).toContain(address);
  });

  it('shows an email with the reason why it waits and the matching commands', async () => {
    const id = await receive('stranger-with-token');
    const { out } = await revisit(`inbox show ${id}`, inbox.stack);
    expect(out).toContain('Sender is not a contact.');
    expect(out).toContain('About essex-ncpi-2016-03-08, by the address it was sent to.');
    expect(out).toContain('2: done and checked');
    expect(out).toContain(`> revisit inbox assign ${id} essex`);
  });

  it('shows what happened to an attachment, and hides the link to the form', async () => {
    const id = await receive('answer-dangerous-attachments');
    const { out } = await revisit(`inbox show ${id}`, inbox.stack);
    expect(out).toContain('Attached: macro.docm');
    expect(out).toContain('not kept: its type is not allowed');
    const quoted = await revisit(`inbox show ${await receive('answer-outlook-2010')}`, inbox.stack);
    expect(quoted.out).toContain('/f/…');
    expect(quoted.out).not.toMatch(/\/f\/[0-9a-z]{4}-/u);
  });

  it('makes "revisit returns" show an answer that came only by email, and how to record it', async () => {
    const id = await receive('answer-outlook-2010');
    const { out } = await revisit('returns essex', inbox.stack);
    expect(out).toContain('email of 12 April 2016, about 1, 2, 3');
    expect(out).toContain(`> revisit inbox show ${id}`);
    expect(out).toContain('> revisit returns record essex --how email --received-on 2016-04-12');
    const { unsent } = z
      .object({ unsent: z.array(z.looseObject({ mail: z.string() })) })
      .parse(await revisitJson('returns essex', inbox.stack));
    expect(unsent.map(({ mail }) => mail)).toEqual([id]);
  });

  it('assigns an email to a follow-up only with --yes', async () => {
    const id = await receive('stranger-with-token');
    const refused = await revisit(`inbox assign ${id} essex`, inbox.stack);
    expect(refused.exitCode).toBe(2);
    const done = await revisit(`inbox assign ${id} essex --yes`, inbox.stack);
    expect(done.out).toContain('in the form, to be checked');
    expect(await inbox.sent()).toHaveLength(1);
  });

  it('discards an email with a reason, and refuses an unknown id', async () => {
    const id = await receive('stranger-without-token');
    const discarded = await revisitJson(`inbox discard ${id} --reason advertising`, inbox.stack);
    expect(discarded).toMatchObject({ id, place: 'discarded' });
    expect((await revisit('inbox show 2016-04-12-zzzzzzzz', inbox.stack)).exitCode).toBe(4);
  });

  it('refuses to discard an email again with another reason, and names the first one (F36)', async () => {
    const id = await receive('stranger-without-token');
    await revisit(`inbox discard ${id} --reason advertising`, inbox.stack);
    expect((await revisit(`inbox discard ${id} --reason advertising`, inbox.stack)).exitCode).toBe(0);
    const { exitCode, err } = await revisit(`inbox discard ${id} --reason "a hoax"`, inbox.stack);
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
      3,
      expect.stringMatching(/test-admin discarded .*: advertising\. Nothing was written\./u),
    ]);
  });

  it('does not add a stand-in who is already a contact, and answers with the recorded name (F36)', async () => {
    const id = await receive('away-welsh-only');
    const named = '--name "Siân Ellis" --email sian@essex.police.example';
    await revisit(`--as-of 2016-04-12T09:20 contact add essex --role deputy ${named} --yes`, inbox.stack);
    expect(
      await revisitJson(
        `--as-of 2016-04-12T09:20 contact accept ${id} --name "S Ellis" --email sian@essex.police.example --yes`,
        inbox.stack,
      ),
    ).toMatchObject({ how: 'stand-in', role: 'deputy', name: 'Siân Ellis' });
    const { out } = await revisit('--as-of 2016-04-12T09:20 contact list essex', inbox.stack);
    expect(out.match(/Siân Ellis/gu)).toHaveLength(1);
  });

  it('puts a person whom an email names on the desk, and accepts them with one command', async () => {
    const id = await receive('not-me-picked-up');
    const desk = await revisit('--as-of 2016-04-12T09:20', inbox.stack);
    expect(desk.out).toContain('Chief Superintendent Shaw writes: ask');
    expect(desk.out).toContain(`> revisit contact accept ${id}`);
    const refused = await revisit(`contact accept ${id}`, inbox.stack);
    expect(refused.exitCode).toBe(2);
    expect(refused.out + refused.err).toContain('Jane Okoro');
    expect(await revisitJson(`contact accept ${id} --yes`, inbox.stack)).toMatchObject({
      mail: id,
      how: 'instead',
      role: 'lead',
      name: 'Jane Okoro',
      instead: 'lead',
    });
    expect((await revisit('--as-of 2016-04-12T09:20', inbox.stack)).out).not.toContain('contact accept');
  });

  it('warns about an address in another mail domain, and changes no contact if the admin refuses', async () => {
    const id = await receive('not-me-nobody-named');
    const asked = await revisit(
      `contact accept ${id} --name "DI Khan" --email khan@home.example`,
      inbox.stack,
    );
    expect((asked.out + asked.err).replace(/\s+/gu, ' ')).toContain(
      'another mail domain, so ring the body first',
    );
    await revisit(`contact refuse ${id} --reason "rang: he stays"`, inbox.stack);
    expect((await revisit('contact list essex', inbox.stack)).out).toContain('lead@essex.police.example');
    expect((await revisit('inbox list', inbox.stack)).out).toContain('No email waits.');
  });

  it('shows on the desk who is away, until when, and whom to ask instead', async () => {
    const id = await receive('away-welsh-only');
    const { out } = await revisit('--as-of 2016-04-12T09:20', inbox.stack);
    expect(out.replace(/\s+/gu, ' ')).toContain('lead: away until 25 Apr; ask Siân');
    expect(out).toContain(`> revisit contact accept ${id}`);
    const contacts = await revisit('--as-of 2016-04-12T09:20 contact list essex', inbox.stack);
    expect(contacts.out).toContain('away until');
  });

  it('lets an admin erase a person only if there is no legal hold', async () => {
    await receive('owner-question');
    const erase = 'contact erase essex lead@essex.police.example --yes';
    await revisit('legal-hold place essex --reason "inquiry 12"', inbox.stack);
    expect((await revisit('legal-hold list', inbox.stack)).out).toMatch(/essex +inquiry 12/u);
    const refused = await revisit(erase, inbox.stack);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('legal hold');
    const asked = await revisit('legal-hold lift essex', inbox.stack);
    expect([asked.exitCode, asked.err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('Revisit deletes those whose retention has ended'),
    ]);
    await revisit('legal-hold lift essex --yes', inbox.stack);
    expect(await revisitJson(erase, inbox.stack)).toEqual({
      body: 'essex',
      force: 'essex',
      contacts: ['lead'],
      mails: 1,
      answers: 0,
      files: 0,
    });
  });
});
