import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { corpusReplyToken } from './corpus.ts';
import { createEssexInbox, type EssexInbox } from './essex-inbox.ts';

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

/** Is longer than any loop that should end. */
const TURNS = 15;

/** Plays a machine at the force that answers every email of ours. @returns how many emails we sent it. */
async function answerEverything(robot: {
  headers: readonly string[];
  words: (turn: number) => string;
  from: Temporal.Instant;
  minutesApart: number;
}): Promise<number> {
  const before = (await inbox.sent()).length;
  let replyTo = `reply+${corpusReplyToken}@reply.inspectorate.example`;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const at = robot.from.add({ minutes: turn * robot.minutesApart });
    inbox.stack.clock.setAsOf(at);
    const sent = (await inbox.sent()).length;
    const id = `${turn.toString(36)}${at.epochMilliseconds.toString(36)}robot`;
    await inbox.receive(
      [
        'From: Chief Superintendent Shaw <lead@essex.police.example>',
        `To: ${replyTo}`,
        'Subject: Re: Essex six-week response',
        `Message-ID: <${id}@essex.police.example>`,
        ...robot.headers,
        '',
        robot.words(turn),
        '',
      ].join('\r\n'),
      {
        id,
        receivedAt: at,
        envelopeFrom: 'lead@essex.police.example',
        recipients: [replyTo],
        verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
        rawKey: id,
      },
    );
    const answers = (await inbox.sent()).slice(sent);
    // Our service sent no answer, so the machine cannot answer either.
    if (answers.length === 0) break;
    replyTo = /^Reply-To: .*?(reply\+[^>\s]+)/imu.exec(answers[0]?.raw ?? '')?.[1] ?? replyTo;
  }
  return (await inbox.sent()).length - before;
}

const morning = Temporal.Instant.from('2016-04-12T08:00:00Z');

describe('a machine at the force that answers every email of ours (F8)', () => {
  test.each([
    ['in the standard header', ['Auto-Submitted: auto-replied']],
    ['in a header of its vendor', ['X-Autoreply: yes']],
    ['by its precedence', ['Precedence: bulk']],
  ])('gets no answer at all when it says so %s', async (_, headers) => {
    const drawn = await answerEverything({
      headers,
      words: (turn) => `The desk has this under ${1000 + turn}, and nothing else is new.`,
      from: morning,
      minutesApart: 1,
    });
    expect(drawn).toBe(0);
  });

  test('gets no more answers after it repeats its words, even if no header says that it is a machine', async () => {
    const words = () => 'Rec 2: your message has been logged.';
    const drawn = await answerEverything({ headers: [], words, from: morning, minutesApart: 1 });
    expect(drawn).toBe(1);
  });

  test('gets three emails a day when it says something new each time', async () => {
    const words = (turn: number) => `Rec 2: your message has been logged under ${1000 + turn}.`;
    const drawn = await answerEverything({ headers: [], words, from: morning, minutesApart: 1 });
    expect(drawn).toBe(3);
  });

  test('gets ten emails in a round, over any number of days', async () => {
    let drawn = 0;
    for (let day = 0; day < 6; day += 1) {
      drawn += await answerEverything({
        headers: [],
        words: (turn) => `Rec 2: your message has been logged under ${day}/${1000 + turn}.`,
        from: morning.add({ hours: 25 * day }),
        minutesApart: 1,
      });
    }
    expect(drawn).toBe(10);
  });

  test('can see in our answer that a program wrote it', async () => {
    const words = () => 'Rec 2: part way.';
    await answerEverything({ headers: [], words, from: morning, minutesApart: 1 });
    expect((await inbox.sent())[0]?.raw).toMatch(/^Auto-Submitted: auto-replied/imu);
  });
});
