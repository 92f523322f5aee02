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

/** Longer than any loop that is meant to end. */
const TURNS = 15;

/** A machine at the force that answers every email of ours. @returns how many emails it drew out of us. */
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
    // Silence: a machine that answers emails has nothing to answer.
    if (answers.length === 0) break;
    replyTo = /^Reply-To: .*?(reply\+[^>\s]+)/imu.exec(answers[0]?.raw ?? '')?.[1] ?? replyTo;
  }
  return (await inbox.sent()).length - before;
}

const morning = Temporal.Instant.from('2016-04-12T08:00:00Z');

describe('two machines that answer each other (F8)', () => {
  test.each([
    ['says so', ['Auto-Submitted: auto-replied']],
    ['says so as its vendor does', ['X-Autoreply: yes']],
    ['says so by its precedence', ['Precedence: bulk']],
  ])('one that %s gets no answer at all', async (_, headers) => {
    const drawn = await answerEverything({
      headers,
      words: (turn) => `The desk has this under ${1000 + turn}, and nothing else is new.`,
      from: morning,
      minutesApart: 1,
    });
    expect(drawn).toBe(0);
  });

  test('one that says nothing of itself is silent after its words came twice', async () => {
    const words = () => 'Rec 2: your message has been logged.';
    const drawn = await answerEverything({ headers: [], words, from: morning, minutesApart: 1 });
    expect(drawn).toBe(1);
  });

  test('one that says something new each time draws three emails out of us in a day', async () => {
    const words = (turn: number) => `Rec 2: your message has been logged under ${1000 + turn}.`;
    const drawn = await answerEverything({ headers: [], words, from: morning, minutesApart: 1 });
    expect(drawn).toBe(3);
  });

  test('and ten in a round, over however many days', async () => {
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

  test('our own answer says that a program wrote it', async () => {
    const words = () => 'Rec 2: part way.';
    await answerEverything({ headers: [], words, from: morning, minutesApart: 1 });
    expect((await inbox.sent())[0]?.raw).toMatch(/^Auto-Submitted: auto-replied/imu);
  });
});
