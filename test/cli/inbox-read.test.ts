import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { revisitWithoutService } from '../support/command-line.ts';

const sent = [
  'From: Inspectorate follow-up team <follow-up@inspectorate.example>',
  'To: Chief Superintendent Shaw <lead@essex.police.example>',
  'Subject: By 19 April: Essex six-week response',
  'Date: Tue, 22 Mar 2016 10:00:00 +0000',
  '',
  'Dear Chief Superintendent Shaw',
  '',
  'Please tell us by 19 April 2016 how Essex Police is responding to the 2 recommendations in the report.',
  '',
  '1. Skills of staff and quality of child abuse investigations',
  '2. Recognising the signs of child sexual exploitation',
  '',
  'Answer on the form, or reply to this email and write under each line.',
  '',
].join('\n');

const reply = [
  'From: Chief Superintendent Shaw <lead@essex.police.example>',
  'To: reply+7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7@reply.inspectorate.example',
  'Subject: SV: By 19 April: Essex six-week response',
  'Message-ID: <1@essex.police.example>',
  '',
  'Den tis 22 mars 2016 kl 10:00 skrev Inspectorate follow-up team <follow-up@inspectorate.example>:',
  '',
  ...sent
    .split('\n')
    .slice(5, 10)
    .map((line) => `> ${line}`),
  'All forty officers were trained.',
  ...sent
    .split('\n')
    .slice(10)
    .map((line) => `> ${line}`),
  '',
  'Regards',
  'David Shaw',
].join('\n');

const outcome = z.object({
  mails: z.array(
    z.looseObject({
      kind: z.string(),
      place: z.string(),
      reason: z.string(),
      words: z.string(),
      unplaced: z.string(),
      answers: z.array(z.object({ recommendation: z.int(), words: z.string() })),
      cut: z.array(z.object({ why: z.string(), text: z.string() })),
      evidence: z.array(z.string()),
    }),
  ),
});

describe('revisit inbox read', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'revisit-test-'));
    await writeFile(join(folder, 'sent.txt'), sent);
    await writeFile(join(folder, 'reply.eml'), reply);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('compares a reply with the email that it answers, and says why, without a service', async () => {
    const file = join(folder, 'reply.eml');
    const { out, err } = await revisitWithoutService(
      `inbox read ${file} --sent ${join(folder, 'sent.txt')} --json`,
    );
    expect(err).toBe('');
    const [mail] = outcome.parse(JSON.parse(out)).mails;
    expect(mail).toMatchObject({
      file: 'reply.eml',
      kind: 'answer',
      place: 'taken',
      reason: 'put-into-draft',
      words: 'All forty officers were trained.',
      answers: [{ recommendation: 1, words: 'All forty officers were trained.' }],
      unplaced: '',
    });
    expect(mail?.cut.map(({ why }) => why)).toEqual(expect.arrayContaining(['heading', 'signature']));
    expect(mail?.evidence.join(' ')).toContain('compared with the email of ours');
  });

  it('says for people what is in doubt and what was set aside, and hides the reply token', async () => {
    const { out } = await revisitWithoutService(`inbox read ${join(folder, 'reply.eml')}`);
    expect(out).toContain('unclear: held for a person (inside-quote)');
    expect(out).toContain('Set aside: quotation');
    expect(out).not.toContain('7k4m-x2pd');
  });

  it.each([
    ['blank lines', `${'\n'.repeat(18_000)}Bye`],
    ['quoted blank lines', `${'>\n'.repeat(18_000)}Bye`],
    ['quoted lines between answers', '> a line of ours\nan answer\n'.repeat(2_000)],
    ['answers', Array.from({ length: 3_000 }, (_, at) => `Rec ${at}: part way.`).join('\n')],
  ])('prints little of a mail with too many %s', async (what, body) => {
    const path = join(folder, 'long.eml');
    await writeFile(path, `From: Shaw <lead@essex.police.example>\n\nRec 2: part way.\n${body}`);
    const { out } = await revisitWithoutService(`inbox read ${path}`);
    expect(out.split('\n').length, what).toBeLessThan(1_000);
    expect(out).not.toMatch(/\n{5}/u);
  });

  it('names a file that is not there', async () => {
    const { err, exitCode } = await revisitWithoutService('inbox read nothing.eml');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('nothing.eml does not exist')]);
  });
});
