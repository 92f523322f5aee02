import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { returnReference } from '../../../shared/domain/returns/return-reference.ts';
import { splitRankAndName } from '../../../shared/domain/people/split-rank-and-name.ts';
import { findFlags } from '../../../shared/domain/returns/return-flags.ts';
import { buildSentAnswer } from '../../../shared/domain/returns/build-sent-answer.ts';
import {
  isComplete,
  LONGEST_ANSWER,
  findAnswerProblems,
} from '../../../shared/domain/returns/answer-problems.ts';
import { fieldsOf, listQuestions, type QuestionContext } from '../../../shared/domain/returns/questions.ts';
import { readMonth } from '../../../shared/domain/returns/months-in-answers.ts';
import { answerStatuses, type Answer, type SentAnswer } from '../../../shared/domain/answer.ts';
import { day } from '../../builders/follow-up.ts';

const today = day('2016-06-01');

function asking(given: Partial<QuestionContext> = {}): QuestionContext {
  return { form: 'progress', status: 'part-way', pastTimescale: false, today, ...given };
}

function ids(given: Partial<QuestionContext>): string[] {
  return listQuestions(asking(given)).map(({ id }) => id);
}

const longText = 'Every case is reviewed by a supervisor within a day.';

function sent(given: Partial<SentAnswer> = {}): SentAnswer {
  return { status: 'part-way', words: { practice: longText }, evidence: [], ...given };
}

describe('the questions that the form asks about a recommendation', () => {
  it.each([
    ['done-checked', ['practice', 'evidence', 'document', 'obstacles']],
    ['done-not-checked', ['practice', 'check', 'obstacles']],
    ['part-way', ['practice', 'finish', 'likelihood', 'obstacles']],
    ['not-started', ['finish', 'likelihood', 'obstacles']],
    ['different', ['practice', 'instead', 'decided-by', 'obstacles']],
    ['waiting', ['practice', 'waiting', 'asked', 'finish', 'likelihood', 'obstacles']],
  ] as const)('are, after the answer "%s", exactly %j', (status, expected) => {
    expect(ids({ status })).toEqual(expected);
  });

  it.each([
    ['part-way', ['plan', 'obstacles']],
    ['not-started', ['plan', 'obstacles']],
    ['different', ['decided-by', 'plan', 'obstacles']],
  ] as const)('are, in the six-week response after the answer "%s", exactly %j', (status, expected) => {
    expect(ids({ status, form: 'action-plan' })).toEqual(expected);
  });

  it('ask for a reason only if unfinished work is past its timescale', () => {
    expect(ids({ status: 'part-way', pastTimescale: true })).toContain('why-late');
    expect(ids({ status: 'not-started', pastTimescale: true })).toContain('why-late');
    expect(ids({ status: 'done-checked', pastTimescale: true })).not.toContain('why-late');
    expect(ids({ status: 'part-way', pastTimescale: true, form: 'action-plan' })).not.toContain('why-late');
  });

  it('are left out if nothing has changed, unless the expected finish date has passed', () => {
    expect(ids({ status: 'unchanged', lastAnswer: sent() })).toEqual([]);
    const expected = sent({ words: { 'finish-month': '5', 'finish-year': '2016' } });
    expect(ids({ status: 'unchanged', lastAnswer: expected })).toEqual(['finish', 'likelihood']);
    const stillToCome = sent({ words: { 'finish-month': '6', 'finish-year': '2016' } });
    expect(ids({ status: 'unchanged', lastAnswer: stillToCome })).toEqual([]);
  });

  it('never make the honest answer the longest', () => {
    const inputs = (given: Partial<QuestionContext>): number =>
      listQuestions(asking(given))
        .filter(({ required }) => required)
        .flatMap(({ id }) => fieldsOf(id))
        // This field is optional, and only people who attach their plan see it.
        .filter((field) => field !== 'plan-reference').length;
    for (const form of ['action-plan', 'progress'] as const) {
      for (const pastTimescale of [false, true]) {
        const longest = inputs({ status: 'done-checked', form, pastTimescale });
        for (const status of answerStatuses) {
          expect([status, inputs({ status, form, pastTimescale }) <= longest]).toEqual([status, true]);
        }
      }
    }
  });
});

describe('an answer about a recommendation', () => {
  const complete: Answer = {
    status: 'done-checked',
    words: {
      practice: longText,
      'audit-cases': '20',
      'audit-month': 'may',
      'audit-year': '2016',
      'audit-good': '17',
      document: 'Audit',
      'document-holder': 'DI Ali',
    },
    evidence: ['case-audit'],
  };
  const problems = (answer: Answer) =>
    findAnswerProblems(answer, { questions: listQuestions(asking({ status: answer.status })), today });

  it('is complete if it has everything that its status needs', () => {
    expect(problems(complete)).toEqual([]);
    expect(isComplete(complete, asking())).toBe(true);
  });

  it.each([
    ['practice', 'missing', ''],
    ['practice', 'too-long', 'x'.repeat(LONGEST_ANSWER + 1)],
    ['audit-cases', 'not-a-number', 'twenty'],
    ['audit-good', 'more-than-audited', '21'],
    ['audit-month', 'not-a-month', '13'],
    ['audit-year', 'not-a-month', '16'],
    ['audit-month', 'must-be-past', '7'],
    ['document-holder', 'missing', ' '],
  ] as const)('is refused if the field %s has the problem "%s"', (field, kind, written) => {
    expect(problems({ ...complete, words: { ...complete.words, [field]: written } })).toEqual([
      { field, kind },
    ]);
  });

  it('must give a finish date in this month or later', () => {
    const partWay = (month: string): Answer => ({
      status: 'part-way',
      words: { practice: longText, 'finish-month': month, 'finish-year': '2016', likelihood: 'very' },
      evidence: [],
    });
    expect(problems(partWay('6'))).toEqual([]);
    expect(problems(partWay('5'))).toEqual([{ field: 'finish-month', kind: 'must-be-future' }]);
  });

  it('may give a month as a number or by name', () => {
    for (const month of ['10', 'Oct', 'october', 'OCTOBER ']) {
      expect(readMonth({ 'finish-month': month, 'finish-year': '2016' }, 'finish')?.toString()).toBe(
        '2016-10',
      );
    }
    fc.assert(
      fc.property(fc.string(), fc.string(), (month, year) => {
        const read = readMonth({ 'finish-month': month, 'finish-year': year }, 'finish');
        return read === undefined || (read.month >= 1 && read.month <= 12);
      }),
    );
  });

  it('is sent without the words that its status does not need', () => {
    const changedMind: Answer = { ...complete, status: 'not-started' };
    expect(buildSentAnswer(changedMind, asking())).toEqual({
      status: 'not-started',
      words: {},
      evidence: [],
    });
  });

  it('repeats the last answer, and names the return where it first came, if nothing has changed', () => {
    const last = sent({ unchangedSince: 'ESSEX-2016-A1' });
    const unchanged: Answer = { status: 'unchanged', words: {}, evidence: [] };
    expect(
      buildSentAnswer(unchanged, { ...asking({ lastAnswer: last }), lastReference: 'ESSEX-2016-B1' }),
    ).toEqual(last);
    const first = buildSentAnswer(unchanged, {
      ...asking({ lastAnswer: sent() }),
      lastReference: 'ESSEX-2016-A1',
    });
    expect(first.unchangedSince).toBe('ESSEX-2016-A1');
  });
});

describe('the flags for the owner', () => {
  const none = new Map<number, SentAnswer>();

  it('point at identical text, even if spacing and capitals differ', () => {
    const answers = new Map([
      [1, sent()],
      [2, sent({ words: { practice: ` ${longText.toUpperCase()} ` } })],
      [3, sent({ words: { practice: 'Something else that is said at sufficient length.' } })],
    ]);
    expect(findFlags(answers, none)).toEqual([{ kind: 'identical-text', recommendations: [1, 2] }]);
  });

  it('do not point at texts that are too short to compare', () => {
    const answers = new Map([
      [1, sent({ words: { practice: 'Training.' } })],
      [2, sent({ words: { practice: 'Training.' } })],
    ]);
    expect(findFlags(answers, none)).toEqual([]);
  });

  it('point at text repeated from last time and at a status that moved back', () => {
    const last = new Map([[1, sent({ status: 'done-checked' })]]);
    expect(findFlags(new Map([[1, sent()]]), last)).toEqual([
      { kind: 'same-text-as-last-time', recommendations: [1] },
      { kind: 'moved-back', recommendations: [1] },
    ]);
  });

  it('do not point at an answer that says nothing has changed', () => {
    const last = new Map([[1, sent()]]);
    expect(findFlags(new Map([[1, sent({ unchangedSince: 'ESSEX-2016-A1' })]]), last)).toEqual([]);
  });

  it('point at work that is done but not checked', () => {
    expect(findFlags(new Map([[4, sent({ status: 'done-not-checked' })]]), none)).toEqual([
      { kind: 'done-without-check', recommendations: [4] },
    ]);
  });
});

describe('the reference of a return', () => {
  const report = (programmeId: string, on: string) => ({
    id: `essex-${programmeId}-${on}`,
    forceId: 'essex',
    programmeId,
    publishedOn: day(on),
  });
  const reports = [
    report('ncpi', '2016-03-08'),
    report('ncpi', '2016-09-20'),
    report('fire', '2016-03-08'),
    report('fire', '2016-09-20'),
    report('ncpi', '2017-03-08'),
  ];
  const nth = { letter: 'A', version: 1 };

  it('names the force, the year, the round and the version', () => {
    const avon = { ...report('ncpi', '2016-03-08'), forceId: 'avon-and-somerset' };
    expect(returnReference(avon, { letter: 'B', version: 2, others: [] })).toBe('AVON-AND-SOMERSET-2016-B2');
  });

  it.each([
    { what: 'another programme', others: [report('fire', '2016-05-10')], reference: 'ESSEX-2016-NCPI-A1' },
    { what: 'another day', others: [report('ncpi', '2016-09-20')], reference: 'ESSEX-2016-8MAR-A1' },
    { what: 'another year', others: [report('ncpi', '2018-03-08')], reference: 'ESSEX-2016-A1' },
    { what: 'other programmes and days', others: reports, reference: 'ESSEX-2016-NCPI-8MAR-A1' },
  ])('is $reference if the force also has a report of $what', ({ others, reference }) => {
    expect(returnReference(report('ncpi', '2016-03-08'), { ...nth, others })).toBe(reference);
  });

  it('is different for each report, in whatever order the reports are recorded and answered', () => {
    const steps = reports.flatMap((_, place) => [`record ${place}`, `answer ${place}`]);
    fc.assert(
      fc.property(fc.shuffledSubarray(steps, { minLength: steps.length }), (course) => {
        const recorded: typeof reports = [];
        const given = new Map<string, string>();
        for (const step of course) {
          const [what, place] = step.split(' ');
          const one = reports[Number(place)];
          if (one === undefined) continue;
          if (!recorded.includes(one)) recorded.push(one);
          if (what === 'record') continue;
          const reference = returnReference(one, { ...nth, others: recorded });
          expect(given.get(reference) ?? one.id).toBe(one.id);
          given.set(reference, one.id);
        }
      }),
    );
  });
});

test('a known rank is split from the name that follows it', () => {
  expect(splitRankAndName('Detective Chief Inspector Ŵyn-Jones')).toEqual({
    rank: 'Detective Chief Inspector',
    name: 'Ŵyn-Jones',
  });
  expect(splitRankAndName('Ms Shaw')).toEqual({ rank: '', name: 'Ms Shaw' });
});
