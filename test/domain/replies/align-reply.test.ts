import { describe, expect, it } from 'vitest';
import { isNightly } from '../../support/nightly.ts';
import { wordsOfReply } from '../../../shared/domain/replies/words-of-reply.ts';
import { markWhatWeSent } from '../../../shared/domain/replies/align/align-reply.ts';
import { headStyles } from './align/heads.ts';
import {
  everySent,
  linesWithText,
  link,
  mark,
  placed,
  readReply,
  received,
  reminder,
  request,
  requestText,
  stillNeeded,
  titleLines,
  wrap,
} from './align/sent-samples.ts';

const own = ['We have started on all five.', 'The action plan goes to the board on 1 July.'];

const head = 'Am Di., 7. Juni 2016 um 10:04 Uhr schrieb Police Inspectorate follow-up team:';
const outlook = [
  'Von: Police Inspectorate follow-up team <reply+token@follow-up.inspectorate.example>',
  'Gesendet: Dienstag, 7. Juni 2016 11:04',
  'An: David Shaw <david.shaw@essex.police.example>',
  'Betreff: By 21 June: three-month update on child protection in Essex',
].join('\n');

/** The lines of the request that a person may answer below. */
const lines = received(request).split('\n');

/** Puts answers below lines of our email. */
function answered(answers: Readonly<Record<string, string>>, text = lines): string {
  return text
    .flatMap((line) => (answers[line] === undefined ? [line] : [line, '', answers[line], '']))
    .join('\n');
}

describe('a reply above our email, below a head of any program and language', () => {
  for (const { client, lines: headLines, isMarked } of headStyles) {
    const body = isMarked ? mark(received(request)) : received(request);
    it(`keeps the own words only: ${client}`, () => {
      const read = readReply([...own, '', ...headLines, '', body].join('\n'));
      expect(read.own).toEqual(own);
    });
    it(`keeps the own words only, with a signature and re-wrapped: ${client}`, () => {
      const wrapped = wrap(received(request), 72);
      const read = readReply(
        [...own, '', 'Kind regards', 'David Shaw', '', ...headLines, isMarked ? mark(wrapped) : wrapped].join(
          '\n',
        ),
      );
      expect(read.own).toEqual(own);
    });
    it(`keeps what was cut as the head: ${client}`, () => {
      const { aligned } = readReply([...own, '', ...headLines, '', body].join('\n'));
      const heading = aligned?.cut.filter(({ why }) => why === 'heading').map(({ text }) => text);
      expect(linesWithText(heading?.join('\n') ?? '')).toEqual(
        headLines.map((line) => line.trim()).filter((line) => line !== ''),
      );
      expect(aligned?.cut.filter(({ why }) => why !== 'heading')).toEqual([]);
    });
  }
});

describe('own words right above a head', () => {
  it.each([
    ['I spoke to Priya Nair on 7 June 2016 about this.'],
    ['Please ask David Shaw, who has had this since 7 June 2016.'],
    ['To: be discussed with Priya Nair'],
    ['Reply to your email of 7 June 2016 at 10:04.'],
  ])('stay, although they name a fact of our email: %s', (words) => {
    expect(readReply([words, '', head, '', mark(received(request))].join('\n')).own).toEqual([words]);
    expect(readReply([words, '', outlook, '', received(request)].join('\n')).own).toEqual([words]);
  });

  it.each([['Lead: David Shaw'], ['Date: 7 June 2016'], ['Lead: David Shaw\nDate: 7 June 2016']])(
    'stay, although they look like header lines: %s',
    (words) => {
      for (const above of [head, outlook, '']) {
        const reply = ['Here is our update.', words, '', above, '', mark(received(request))].join('\n');
        expect(readReply(reply).own).toEqual(['Here is our update.', ...words.split('\n')]);
      }
    },
  );

  it('stay without an empty line between', () => {
    expect(readReply([...own, head, mark(received(request))].join('\n')).own).toEqual(own);
    expect(readReply([...own, outlook, received(request)].join('\n')).own).toEqual(own);
  });
});

describe('answers between our lines', () => {
  const answers = Object.fromEntries(
    titleLines.map((line, at) => [
      line,
      `Answer number ${['one', 'two', 'three', 'four', 'five'][at] ?? ''}.`,
    ]),
  );
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = titleLines;
  const expected = {
    1: 'Answer number one.',
    2: 'Answer number two.',
    3: 'Answer number three.',
    5: 'Answer number four.',
    7: 'Answer number five.',
  };

  it.each([
    ['unmarked below a one-line head', [head, '', answered(answers)].join('\n')],
    ['unmarked below a block', [outlook, '', answered(answers)].join('\n')],
    ['unmarked without any head', answered(answers)],
    [
      'marked, with unmarked answers',
      [
        head,
        '',
        answered(
          {},
          lines.flatMap((line) => [
            `> ${line}`,
            ...(answers[line] === undefined ? [] : ['', answers[line], '']),
          ]),
        ),
      ].join('\n'),
    ],
    ['marked, with answers marked too', [head, mark(answered(answers))].join('\n')],
    [
      'marked with bars',
      [
        head,
        '',
        mark(received(request), '| ').replaceAll(
          /^\| (\d\. .*)$/gmu,
          (line, title: string) => `${line}\n${answers[title] ?? ''}`,
        ),
      ].join('\n'),
    ],
    [
      're-wrapped at 60 columns',
      [
        head,
        '',
        ...lines.map(
          (line) => mark(wrap(line, 60)) + (answers[line] === undefined ? '' : `\n\n${answers[line]}\n`),
        ),
      ].join('\n'),
    ],
    [
      're-wrapped at 40 columns, unmarked',
      [
        outlook,
        '',
        ...lines.map(
          (line) => wrap(line, 40) + (answers[line] === undefined ? '' : `\n\n${answers[line]}\n`),
        ),
      ].join('\n'),
    ],
    [
      'behind our line',
      [
        head,
        '',
        mark(received(request)).replaceAll(
          /^> (\d\. .*)$/gmu,
          (line, title: string) => `${line} – ${answers[title] ?? ''}`,
        ),
      ].join('\n'),
    ],
  ])('go below the recommendation above them: %s', (_, reply) => {
    const read = readReply(reply);
    expect(read.own).toEqual(Object.values(expected));
    expect(read.passages.map(({ below }) => below)).toEqual(titleLines);
    expect(placed(read)).toEqual(expected);
  });

  it('go below the recommendation if only its title was left', () => {
    const reply = titleLines.map((line) => `> ${line}\n${answers[line] ?? ''}`).join('\n');
    expect(placed(readReply(`${head}\n${reply}`))).toEqual(expected);
    expect(placed(readReply(reply))).toEqual(expected);
  });

  it('keep their paragraphs', () => {
    const words = 'First paragraph.\n\nSecond paragraph, which is longer.\n- a point\n- another point';
    const read = readReply([head, '', answered({ [third]: words })].join('\n'));
    expect(read.passages).toEqual([{ words, below: third }]);
  });

  it('stand with words above the quotation and below it', () => {
    const read = readReply(
      [
        'See below.',
        '',
        head,
        '',
        answered({ [second]: 'Done.', [fifth]: 'Not yet.' }),
        '',
        'That is all.',
      ].join('\n'),
    );
    expect(read.passages.map(({ words }) => words)).toEqual([
      'See below.',
      'Done.',
      'Not yet.',
      'That is all.',
    ]);
  });

  it('may break our line in the middle', () => {
    const wrapped = wrap(received(request), 60).split('\n');
    const at = wrapped.findIndex((line) => line.startsWith('with the 5 open'));
    const read = readReply(
      [head, ...wrapped.slice(0, at), 'By then we are done.', ...wrapped.slice(at)].join('\n'),
    );
    expect(read.own).toEqual(['By then we are done.']);
    expect(read.passages[0]?.below).toContain('Please tell us by 21 June 2016');
  });

  it('may be very short', () => {
    const read = readReply(`${head}\n\n${answered({ [first]: 'Yes', [fourth]: 'No', [fifth]: '✓' })}`);
    expect(read.own).toEqual(['Yes', 'No', '✓']);
  });
});

describe('a link that was rewritten', () => {
  const safe =
    'https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ffollow-up.inspectorate.example%2Ff%2F7k4m-x2pd-9qwt&data=05%7C02%7Cdavid.shaw%40essex.police.example&reserved=0';
  const proofpoint =
    'https://urldefense.com/v3/__https://follow-up.inspectorate.example/f/7k4m-x2pd-9qwt__;!!NwMct28!abc$';

  it.each([
    ['safe links', safe],
    ['safe links broken over two lines', `${safe.slice(0, 90)}\n${safe.slice(90)}`],
    [
      'safe links broken over three lines',
      `${safe.slice(0, 70)}\n${safe.slice(70, 140)}\n${safe.slice(140)}`,
    ],
    ['safe links in brackets, broken', `<${safe.slice(0, 76)}\n${safe.slice(76)}>`],
    ['proofpoint', proofpoint],
    ['shown twice', `${link}<${safe}>`],
    ['shown in the line above', ` ${link} <${safe}>`],
  ])('is no word of the sender: %s', (_, shown) => {
    const text = received(request).replace(link, shown);
    expect(readReply([...own, '', head, '', text].join('\n')).own).toEqual(own);
    expect(readReply([...own, '', head, '', mark(text)].join('\n')).own).toEqual(own);
    expect(
      readReply([...own, '', outlook, '', text.replace('colleague:\n', 'colleague: ')].join('\n')).own,
    ).toEqual(own);
  });

  it('stays if the sender wrote it', () => {
    const words = 'Our plan is at https://www.essex.police.example/plan for you.';
    expect(readReply([words, '', head, '', received(request)].join('\n')).own).toEqual([words]);
  });
});

describe('a quotation that is not whole', () => {
  it.each([
    ['its end is missing', lines.slice(0, 12)],
    ['its beginning is missing', lines.slice(6)],
    ['the middle was left out', [...lines.slice(0, 9), '[...]', ...lines.slice(17)]],
    ['the middle was left out with a word', [...lines.slice(0, 9), '[snip]', ...lines.slice(17)]],
    ['it ends in a word', received(request).slice(0, 590).split('\n')],
    ['only two lines are left', lines.slice(4, 7)],
  ])('is found: %s', (_, text) => {
    expect(readReply([...own, '', head, '', ...text].join('\n')).own).toEqual(own);
    expect(readReply([...own, '', outlook, '', ...text].join('\n')).own).toEqual(own);
    expect(readReply([...own, '', head, mark(text.join('\n'))].join('\n')).own).toEqual(own);
  });

  it('is found if a program changed some words of it', () => {
    const text = received(request)
      .replace('01632 960 123', '01632960123')
      .replace('Essex Police has got with', 'Essex  Police* has* got  with')
      .replace('"Not started" and "we don\'t know yet"', '“Not started” and “we don’t know yet”')
      .replace('Detective Chief Inspector', 'Det. Chief Inspector');
    expect(readReply([...own, '', head, '', text].join('\n')).own).toEqual(own);
  });
});

describe('words below the quotation', () => {
  it.each([
    ['marked', [head, mark(received(request)), '', ...own]],
    ['unmarked', [outlook, '', received(request), '', ...own]],
    [
      'with a signature',
      [head, mark(received(request)), '', ...own, '', 'Regards', 'David Shaw', '07700 900123'],
    ],
    ['without a head', [mark(received(request)), '', ...own]],
  ])("are the sender's own: %s", (_, reply) => {
    const read = readReply(reply.join('\n'));
    expect(read.own).toEqual(own);
  });
});

describe('own words that repeat ours', () => {
  it.each([
    ["We don't know yet"],
    ['Not started'],
    ['"Not started" and "we don\'t know yet" are useful answers.'],
    ['Please do not name or describe any child or live case.'],
    ['useful answers'],
    ['Review every case of a child who goes missing three times'],
    ['The child protection inspection report published on 8 March 2016'],
  ])('stay above the quotation: %s', (words) => {
    expect(readReply([words, '', head, '', mark(received(request))].join('\n')).own).toEqual([words]);
    expect(readReply([words, '', outlook, '', received(request)].join('\n')).own).toEqual([words]);
  });

  it.each([
    ["We don't know yet"],
    ['Not started'],
    ['Useful answers'],
    ['Not started.'],
    ['Dear Detective Chief Inspector'],
  ])('stay between our lines: %s', (words) => {
    for (let at = 1; at < lines.length; at += 1) {
      const reply = [...lines.slice(0, at), words, ...lines.slice(at)];
      expect(readReply([head, '', ...reply].join('\n')).own, lines[at]).toEqual([words]);
      const marked = [
        ...lines.slice(0, at).map((line) => `> ${line}`),
        words,
        ...lines.slice(at).map((line) => `> ${line}`),
      ];
      expect(readReply([head, '', ...marked].join('\n')).own, lines[at]).toEqual([words]);
    }
  });

  it('stay between our lines if they are a whole sentence of ours', () => {
    const words = 'Please do not name or describe any child or live case.';
    for (let at = 2; at < lines.length; at += 1) {
      const reply = [...lines.slice(0, at), words, ...lines.slice(at)];
      expect(readReply([head, '', ...reply].join('\n')).own, lines[at]).toEqual([words]);
    }
  });

  it('are no quotation if nothing else is', () => {
    expect(
      markWhatWeSent(
        '"Not started" and "we don\'t know yet" are useful answers. So: not started.',
        everySent,
      ),
    ).toBeUndefined();
    expect(markWhatWeSent('All done.', everySent)).toBeUndefined();
    expect(markWhatWeSent('', everySent)).toBeUndefined();
    expect(markWhatWeSent(received(request), [])).toBeUndefined();
  });
});

describe('what programs put between', () => {
  const banner = 'CAUTION: This email originated from outside of the organisation.';

  it('takes away a banner between the head and our first line', () => {
    for (const above of [head, outlook]) {
      const read = readReply([...own, '', above, '', banner, '', received(request)].join('\n'));
      expect(read.own).toEqual(own);
      expect(read.aligned?.cut).toContainEqual({ why: 'banner', text: banner });
    }
  });

  it('takes away an unknown banner inside a marked quotation, and keeps what it took', () => {
    const unknown = 'ACHTUNG: Diese Nachricht kommt von einem fremden Absender.';
    const read = readReply([...own, '', head, '', mark(`${unknown}\n\n${received(request)}`)].join('\n'));
    expect(read.own).toEqual(own);
    expect(read.aligned?.cut).toContainEqual({ why: 'quotation', text: `> ${unknown}` });
  });
});

describe('several emails in a thread', () => {
  const later =
    'On 17 June 2016 at 09:30, Police Inspectorate follow-up team <reply+token@follow-up.inspectorate.example> wrote:';

  it('reads over all of them', () => {
    const reply = [
      ...own,
      '',
      later,
      '',
      mark(received(reminder)),
      '>',
      `> ${head}`,
      '>',
      mark(received(request), '>> '),
    ];
    expect(readReply(reply.join('\n')).own).toEqual(own);
    const flat = [...own, '', later, '', received(reminder), '', outlook, '', received(request)];
    expect(readReply(flat.join('\n')).own).toEqual(own);
  });

  it('reads over an earlier reply in between', () => {
    const earlier = 'On 14 Jun 2016, at 12:00, David Shaw <david.shaw@essex.police.example> wrote:';
    const reply = [
      ...own,
      '',
      earlier,
      '',
      '> We will send it next week.',
      '>',
      `> ${head}`,
      '>',
      mark(received(request), '> > '),
    ];
    const read = readReply(reply.join('\n'));
    expect(read.own).toEqual(own);
    expect(read.aligned?.cut).toContainEqual({ why: 'quotation', text: '> We will send it next week.' });
    const flat = [...own, '', earlier, '', 'We will send it next week.', '', outlook, '', received(request)];
    expect(readReply(flat.join('\n')).own).toEqual(own);
  });

  it('finds the email although the others share its sentences', () => {
    for (const sent of everySent) {
      const text = received(sent).split('\n');
      for (let at = 1; at < text.length; at += 1) {
        const reply = [outlook, '', ...text.slice(0, at), 'Own words here.', ...text.slice(at)].join('\n');
        expect(readReply(reply).own, text[at]).toEqual(['Own words here.']);
      }
    }
  });

  it('looks at the newest twenty only', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({
      ...stillNeeded,
      sentAt: `2016-07-${10 + at}T08:00:00Z`,
    }));
    expect(markWhatWeSent(mark(received(request)), [...many.slice(1), request])).toBeDefined();
    expect(
      markWhatWeSent(mark(received(request).split('\n').slice(4, 8).join('\n')), [...many, request]),
    ).toBeUndefined();
  });
});

describe('what is left unproven', () => {
  it('is nothing if everything else is ours', () => {
    const aligned = markWhatWeSent(['Thanks', '', head, '', mark(received(request))].join('\n'), everySent);
    const { unproven, insideQuote } = wordsOfReply(aligned?.text ?? '', undefined, { aligned: true });
    expect({ unproven, insideQuote }).toEqual({ unproven: '', insideQuote: false });
  });

  it('is what others wrote in the quotation', () => {
    const text = mark(`Superintendent Jones is the lead now.\n\n${received(request)}`);
    const aligned = markWhatWeSent(['Thanks', '', head, '', text].join('\n'), everySent);
    const { unproven } = wordsOfReply(aligned?.text ?? '', undefined, { aligned: true });
    expect(unproven).toBe('Superintendent Jones is the lead now.');
  });
});

describe('other forms of quotation', () => {
  it.each([
    ['escaped marks', mark(received(request), '&gt; ')],
    ['initials', mark(received(request), 'PN> ')],
    ['box marks', mark(received(request), '│ ')],
    ['marks without a space', mark(received(request), '>')],
    ['deep marks', mark(received(request), '> >> ')],
    ['broken marked lines whose rest is unmarked', wrap(mark(received(request)), 76)],
    ['spaces in front', mark(received(request), '    ')],
    ['invisible characters', received(request).replaceAll('e', 'e\u00ad').replaceAll(' ', '\u00a0')],
    ['Windows line ends', mark(received(request)).replaceAll('\n', '\r\n')],
    ['all paragraphs in one line', received(request).replaceAll('\n', ' ')],
  ])('are recognised: %s', (_, quotation) => {
    expect(readReply([...own, '', head, '', quotation].join('\n')).own).toEqual(own);
  });

  it('keeps a figure that begins with a mark', () => {
    const words = '> 90% of staff are trained.';
    expect(readReply([...own, words, '', head, '', mark(received(request))].join('\n')).own).toEqual([
      ...own,
      words,
    ]);
  });
});

// A busy machine makes times useless as a test of every change. `npm run corpus` runs this.
describe.runIf(isNightly)('the time that it takes', () => {
  const twenty = Array.from({ length: 20 }, (_, at) => ({
    ...([request, reminder, stillNeeded][at % 3] ?? request),
    sentAt: `2016-06-${10 + at}T08:00:00Z`,
  }));
  const filler =
    'We have reviewed the procedures of every district and told the partners what they have to do now. ';

  it.each([
    ['a long reply', `${filler.repeat(1000)}\n\n${head}\n\n${received(request)}`, 300],
    [
      'a long reply of short lines',
      `${filler.replaceAll(' ', '\n').repeat(1000)}\n\n${head}\n\n${received(request)}`,
      600,
    ],
    ['one word again and again', 'please '.repeat(15_000), 1000],
    ['one word without a space', 'a'.repeat(100_000), 1000],
    ['one line of ours again and again', `${titleLines[0] ?? ''}\n`.repeat(1800), 1000],
    ['one marked line of ours again and again', `> ${titleLines[0] ?? ''}\n`.repeat(1800), 1000],
    ['four words of ours again and again', 'Please tell us by\n'.repeat(5800), 1000],
    ['our email again and again', `${requestText}\n`.repeat(70), 1000],
    ['heads again and again', `${outlook}\n\n`.repeat(300) + received(request), 1000],
    ['marks only', '> '.repeat(50_000), 1000],
    ['dots and hyphens', 'a.-'.repeat(33_000), 1000],
    ['an address without end', `https://${'a%20'.repeat(25_000)}`, 1000],
    ['at signs', 'a@a.'.repeat(25_000), 1000],
  ])('is short: %s', (_, reply, milliseconds) => {
    // The best of three, because other work on the machine slows one down.
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      markWhatWeSent(reply, twenty);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(milliseconds);
  });
});
