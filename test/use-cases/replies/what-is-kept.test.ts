import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { corpusReceivedAt, receiptOf } from './corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';
import { LEAD, writtenMail } from './written-mail.ts';

const receiptFor = (file: string) => receiptOf({ file, envelopeFrom: LEAD, expected: anyExpectation });
const anyExpectation = { kind: 'answer', place: 'taken', reason: 'put-into-draft' } as const;

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

/** Returns a mail with words and these files. */
function withFiles(files: readonly (readonly [name: string, content: string])[]): string {
  const [first, ...others] = files.map(
    ([name, content]) =>
      [
        `application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"`,
        content,
      ] as const,
  );
  const mail = writtenMail({ words: 'Rec 2: part way.', ...(first === undefined ? {} : { beside: first }) });
  const parts = others
    .map(([type, content]) => `--part\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`)
    .join('');
  return mail.replace('--part--', `${parts}--part--`);
}

describe('a file that is refused (F15)', () => {
  it('is named to the owner, with the reason, and the sender is told why', async () => {
    const raw = withFiles([
      ['plan.pdf', 'x'],
      ['run.exe', 'x'],
      ['notes"; rm -rf.html', 'x'],
    ]);
    const mail = await inbox.receive(raw, receiptFor('refused.eml'));
    expect(mail.reason).toBe('put-into-draft');
    const sent = await inbox.sent();
    const toSender = sent.find(({ to }) => to === LEAD);
    const toOwner = sent.find(({ to }) => to !== LEAD);
    expect(sent).toHaveLength(2);
    expect(toSender?.text.replace(/\s+/gu, ' ')).toContain('not kept: we do not take files of this type.');
    expect(toSender?.text).not.toContain('run.exe');
    expect(toOwner?.text.replace(/\s+/gu, ' ')).toContain('"run.exe" (we do not take files of this type)');
    expect(toOwner?.text).not.toContain('plan.pdf');
    expect(toOwner?.text).not.toContain('/f/');
    expect(toOwner?.text).toContain(`revisit inbox show ${mail.id}`);
  });

  it('is not reported again when the notification comes twice', async () => {
    const receipt = receiptFor('refused-twice.eml');
    await inbox.receive(withFiles([['run.exe', 'x']]), receipt);
    await inbox.notify(receipt);
    expect(await inbox.sent()).toHaveLength(2);
  });

  it('is reported if there are too many files', async () => {
    const many = Array.from({ length: 25 }, (_, at): [string, string] => [`plan-${at}.pdf`, 'x']);
    await inbox.receive(withFiles(many), receiptFor('many-files.eml'));
    const toOwner = (await inbox.sent()).find(({ to }) => to !== LEAD);
    expect(toOwner?.text.replace(/\s+/gu, ' ')).toContain('"plan-20.pdf" (there were too many files)');
  });

  it('is not called refused if its email went into no form', async () => {
    const receipt = {
      ...receiptFor('held.eml'),
      verdicts: { ...receiptFor('held.eml').verdicts, virus: 'FAIL' as const },
    };
    const mail = await inbox.receive(
      withFiles([
        ['plan.pdf', 'x'],
        ['run.exe', 'x'],
      ]),
      receipt,
    );
    expect(mail.place).toBe('holding-pen');
    expect(mail.files?.map(({ name, fate }) => [name, fate])).toEqual([
      ['plan.pdf', 'not-filed'],
      ['run.exe', 'type-not-allowed'],
    ]);
    expect(await inbox.sent()).toEqual([]);
  });
});

describe('a second email with the same Message-ID (F15)', () => {
  it('is taken if its words differ, and is a duplicate if they do not', async () => {
    await inbox.receive(writtenMail({ words: 'Rec 2: part way.' }), receiptFor('a1.eml'));
    const later = (file: string, seconds: number) => ({
      ...receiptFor(file),
      receivedAt: corpusReceivedAt.add({ seconds }),
    });
    const other = await inbox.receive(writtenMail({ words: 'Rec 3: not started.' }), later('b2.eml', 30));
    expect(other).toMatchObject({ reason: 'put-into-draft', messageId: 'written@essex.police.example' });
    const same = await inbox.receive(writtenMail({ words: 'Rec 3: not started.' }), later('c3.eml', 60));
    expect(same).toMatchObject({ place: 'taken', reason: 'duplicate' });
    const { drafts } = await inbox.service.formReading.followUp(essexId);
    expect(drafts.map(({ number }) => number).sort()).toEqual([2, 3]);
  });

  it('is taken if it has another file', async () => {
    await inbox.receive(withFiles([['plan.pdf', 'one']]), receiptFor('d4.eml'));
    const other = await inbox.receive(withFiles([['plan.pdf', 'two']]), {
      ...receiptFor('e5.eml'),
      receivedAt: corpusReceivedAt.add({ seconds: 30 }),
    });
    expect(other.reason).not.toBe('duplicate');
  });
});

describe('an email that is too large to be read (F34)', () => {
  it.each([
    ['lines', writtenMail({ words: '\r\n'.repeat(100_000) })],
    ['headers', writtenMail({ words: 'Rec 2: done', headers: [`X-A: ${'a'.repeat(600_000)}`] })],
    ['files', withFiles(Array.from({ length: 1_200 }, (_, at): [string, string] => [`${at}.pdf`, 'x']))],
  ])('waits for a person, and its original is kept: %s', async (what, raw) => {
    const receipt = receiptFor(`over-${what}.eml`);
    const mail = await inbox.receive(raw, receipt);
    expect(mail).toMatchObject({
      place: 'holding-pen',
      reason: 'over-limits',
      kind: 'unclear',
      sender: { address: LEAD },
    });
    expect((await inbox.service.rawMail.read(receipt.rawKey)).byteLength).toBeGreaterThan(100_000);
    expect(await inbox.sent()).toEqual([]);
  });

  it('fits into the table, however long its names are', async () => {
    const name = '日'.repeat(300);
    const raw = withFiles(
      Array.from({ length: 150 }, (_, at): [string, string] => [`${name}${at}.pdf`, 'x']),
    );
    const mail = await inbox.receive(raw, receiptFor('long-names.eml'));
    expect(mail.files?.length).toBe(100);
  });
});
