import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { wire } from '../../shared/wiring.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { publishLoamshire } from '../support/loamshire.ts';

const effectSchema = z.object({
  emails: z.array(z.object({ rung: z.string(), recipient: z.object({ id: z.string() }) })),
  dates: z.array(z.object({ milestone: z.string(), dueAfter: z.string() })),
});
const contactChange = z.object({ changed: z.boolean(), effect: effectSchema });

let stack: TestStack;
beforeAll(async () => {
  stack = await createTestStack();
  Object.assign(process.env, stack.environment);
  stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T17:30:00Z'));
  await publishLoamshire(wire(stack.environment, { functionName: 'test' }));
});
afterAll(() => stack.stop());

describe('revisit plan', () => {
  it('writes each planned email to a file with --render, and a page that lists them', async () => {
    const directory = join(stack.directory, 'emails');
    const { out } = await revisit(`plan --to 2016-04-30 --render ${directory}`, stack);
    expect(out).toContain(`Each email in full: ${join(directory, 'index.html')}\n`);
    const files = await readdir(directory);
    expect(files.filter((file) => file.endsWith('.txt'))).toContain(
      '001-2016-03-09-loamshire-ncpi-2016-03-08-lead.txt',
    );
    const index = await readFile(join(directory, 'index.html'), 'utf8');
    for (const file of files) if (file !== 'index.html') expect(index).toContain(`href="${file}"`);

    const request =
      files.find((file) => file.endsWith('2016-03-22-loamshire-ncpi-2016-03-08-lead.eml')) ?? '';
    const message = await PostalMime.parse(await readFile(join(directory, request)));
    expect(message.subject).toContain('By 19 April: Loamshire 2016 six-week response');
    expect(message.to?.[0]?.address).toBe('lead@loamshire.example');
    expect(message.text).toContain('/f/xxxx-xxxx-xxxx-xxxx-xxxx-xxxx');
  });

  it('shows with --diff how a changed programme file moves dates and emails, and changes nothing', async () => {
    const file = join(stack.directory, 'ncpi.json');
    await revisit(`programme show ncpi --out ${file}`, stack);
    const unchanged = await revisit(`plan --diff ${file}`, stack);
    expect(unchanged.out).toContain('No open date moves, and no email to come changes.');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('"days": 42');
    await writeFile(file, text.replace('"days": 42', '"days": 49'));
    const { out } = await revisit(`plan --diff ${file}`, stack);
    expect(out).toMatch(/Loamshire +six-week response +19 Apr 2016 +26 Apr 2016/u);
    expect(out).toContain('Nothing was written.');
    const { diff } = z.object({ diff: effectSchema }).parse(await revisitJson(`plan --diff ${file}`, stack));
    expect(diff.dates).toContainEqual(
      expect.objectContaining({ milestone: 'six-week-response', dueAfter: '2016-04-26' }),
    );
  });

  it('names each mistake in a programme file', async () => {
    const file = join(stack.directory, 'broken.json');
    await revisit(`programme show ncpi --out ${file}`, stack);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"days": 42', '"days": "six weeks"'));
    const broken = await revisit(`plan --diff ${file}`, stack);
    expect(broken.exitCode).toBe(2);
    expect(broken.err).toMatch(
      /--diff: The file \S+ is not a valid\s+programme\.\s+Correct\s+these\s+places\.\n {2}milestones\.six-week-response\.due/u,
    );
    await writeFile(file, 'due: 42 days');
    expect((await revisit(`plan --diff ${file}`, stack)).err).toContain('is not JSON');
  });
});

describe('a change of contacts', () => {
  it('shows with --diff which emails go to another person, and changes nothing', async () => {
    const line = 'contact move loamshire lead --on 2016-04-01 --to-role deputy';
    const { changed, effect } = contactChange.parse(await revisitJson(`${line} --diff`, stack));
    expect(changed).toBe(false);
    expect(effect.emails.length).toBeGreaterThan(0);
    const { out } = await revisit(`${line} --diff`, stack);
    expect(out).toContain('Nothing was written.');
    expect((await revisit('contact list loamshire', stack)).out).not.toContain('1 Apr');
  });

  it('says if the force is left without anyone to write to', async () => {
    const moves = ['deputy', 'liaison'].map((role) => `contact move loamshire ${role} --on 2016-05-01 --yes`);
    for (const line of moves) await revisitJson(line, stack);
    const { out } = await revisit('contact move loamshire lead --on 2016-06-01 --diff', stack);
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      'After this, nobody at loamshire can be written to. Add a contact with revisit contact add loamshire --role <role> --name <name> --email <address>.',
    );
  });

  it('needs --yes if an email leaves at once because of it', async () => {
    stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T11:00:00Z'));
    await revisitJson('contact remove loamshire lead --yes', stack);
    const add = 'contact add loamshire --role lead --name "Superintendent New" --email new@loamshire.example';
    const refused = await revisit(add, stack);
    expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('Add --yes to agree')]);
    expect(contactChange.parse(await revisitJson(`${add} --yes`, stack)).changed).toBe(true);
    expect(contactChange.parse(await revisitJson(`${add} --yes`, stack)).changed).toBe(false);
  });
});
