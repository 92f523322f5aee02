import { describe, expect, it } from 'vitest';
import { applyCalendarChanges } from '../../../../shared/domain/clocks/calendar.ts';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import type { RoundId } from '../../../../shared/domain/programme.ts';
import {
  aContext,
  aFollowUp,
  aNotice,
  aRecommendation,
  aRecord,
  aRevision,
  at,
  day,
  essexRecommendations,
  iso,
} from '../../../builders/follow-up.ts';
import {
  answerRound,
  aWorld,
  changeFollowUp,
  inLines,
  linesTo,
  changeNotices,
  changeRound,
  walk,
  type Happening,
} from '../../walk.ts';

const halfAYear = { from: at('2016-03-08'), to: at('2016-12-31') };

function toLead(...happenings: Happening[]): string[] {
  return linesTo('lead', walk(aWorld(), { ...halfAYear, happenings }).emails);
}

/** Returns the lines of one round, without its name. */
function roundOf(round: RoundId, lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes(round)).map((line) => line.replace(` ${round}`, ''));
}

describe('an answered round', () => {
  it('is not chased from the moment of the answer (F5)', () => {
    const lines = toLead(answerRound('2016-04-12T09:59', 'six-week-response'));
    expect(roundOf('six-week-response', lines)).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 09:59 receipt-1',
    ]);
  });

  it('can be answered by letter, which gets no receipt', () => {
    const letter = changeRound('2016-04-20', {
      round: 'six-week-response',
      to: () => ({
        returns: [
          {
            version: 1,
            reference: 'L1',
            receivedAt: at('2016-04-20'),
            how: 'letter',
            answered: 5,
            asked: 5,
            flags: [],
          },
        ],
      }),
    });
    expect(roundOf('six-week-response', toLead(letter))).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
    ]);
  });

  it('names the answer as the reason for holding its emails', () => {
    const { world } = walk(aWorld(), {
      ...halfAYear,
      to: at('2016-05-01'),
      happenings: [answerRound('2016-04-12T09:59', 'six-week-response')],
    });
    expect(decideNotices(world.record, { ...world.context, now: at('2016-04-22') }).held).toEqual([
      { milestone: 'six-week-response', rungId: 'request', reason: 'answered', until: undefined },
    ]);
  });

  it('sends no request if the answer came before it opened', () => {
    expect(
      roundOf('three-month-update', toLead(answerRound('2016-05-10T12:00', 'three-month-update'))),
    ).toEqual(['2016-05-10 12:00 receipt-1']);
  });
});

describe('a later round', () => {
  it('replaces an earlier round that has no answer, so that only one form is open', () => {
    const late = changeRound('2016-04-18T11:00', {
      round: 'six-week-response',
      to: () => ({
        moreTime: { askedAt: at('2016-04-18T11:00'), by: 'lead', until: day('2016-05-13'), reason: 'leave' },
      }),
    });
    const granted = changeFollowUp('2016-04-20', () => ({
      revisions: aFollowUp({
        revisions: [
          aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-13', recordedOn: '2016-04-20' }),
        ],
      }).revisions,
    }));
    const answered = changeRound('2016-04-20', {
      round: 'six-week-response',
      to: ({ moreTime }) =>
        moreTime === undefined
          ? {}
          : { moreTime: { ...moreTime, answer: { granted: true, at: at('2016-04-20') } } },
    });
    const { emails, world } = walk(aWorld(), { ...halfAYear, happenings: [late, granted, answered] });
    expect(roundOf('six-week-response', linesTo('lead', emails))).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-04-20 10:00 more-time-answer-20160420-090000 by 2016-05-13',
      '2016-05-06 10:00 nudge by 2016-05-13',
    ]);
    const absorbed = world.record.notices.filter(({ reason }) => reason === 'absorbed by a later round');
    expect(absorbed.map(({ key }) => `${key.milestone} ${key.rung} ${key.dueOn.toString()}`)).toEqual([
      'six-week-response can-we-help 2016-05-13',
      'six-week-response still-needed 2016-05-13',
    ]);
  });

  it('does not replace the earlier round if it is itself skipped', () => {
    const recommendations = [aRecommendation({ number: 5, timescale: 'within six months' })];
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-13', recordedOn: '2016-04-15' }),
      ],
    });
    const record = aRecord({ recommendations, followUp: { ...aFollowUp(), revisions } });
    const lines = linesTo('lead', walk(aWorld({ record }), halfAYear).emails);
    expect(roundOf('three-month-update', lines)).toEqual([]);
    expect(roundOf('six-week-response', lines).at(-1)).toBe('2016-05-25 10:00 still-needed by 2016-05-13');
  });

  it('is not replaced by an earlier round that opens after it', () => {
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-08-31', recordedOn: '2016-03-15' }),
      ],
    });
    const record = aRecord({ followUp: { ...aFollowUp(), revisions } });
    const lines = linesTo('lead', walk(aWorld({ record }), halfAYear).emails);
    expect(roundOf('six-week-response', lines)).toEqual([]);
    expect(roundOf('pre-revisit-update', lines)).toHaveLength(4);
  });
});

describe('the three-month update', () => {
  const asked = (world = aWorld()) => {
    const decision = decideNotices(world.record, { ...world.context, now: at('2016-05-18') });
    return decision.owed.find(({ key }) => key.rung === 'request')?.recommendations;
  };

  it('asks about the open recommendations that are due by then', () => {
    expect(asked()).toEqual([1, 2, 3, 4]);
  });

  it('does not ask about a closed recommendation or one to another body', () => {
    const [first, second, ...others] = essexRecommendations();
    const closed = {
      ...first,
      ...aRecommendation({ number: 1, outcome: { kind: 'closed', on: '2016-05-01' } }),
    };
    const theirs = { ...second, ...aRecommendation({ number: 2, addressee: 'local-policing-body' }) };
    expect(asked(aWorld({ record: aRecord({ recommendations: [closed, theirs, ...others] }) }))).toEqual([
      3, 4,
    ]);
  });

  it('asks about a recommendation without a recorded timescale', () => {
    const recommendations = [aRecommendation({ number: 7, timescale: undefined })];
    expect(asked(aWorld({ record: aRecord({ recommendations }) }))).toEqual([7]);
  });

  it.each([
    ['asks about', 'with immediate effect'],
    ['asks about', 'within 92 days'],
    ['leaves out', 'within 93 days'],
    ['asks about', 'within 13 weeks'],
    ['asks about', 'within three months of the publication of this report'],
    ['leaves out', 'within four months'],
    ['asks about', 'by 8 June 2016'],
    ['leaves out', 'by 9 June 2016'],
    ['asks about', 'by the end of May 2016'],
    ['leaves out', 'by June 2016'],
    ['asks about', 'in words that nobody can count'],
  ])('due on 8 June 2016 %s a recommendation to be met "%s"', (does, timescale) => {
    const recommendations = [aRecommendation({ number: 1 }), aRecommendation({ number: 2, timescale })];
    expect(asked(aWorld({ record: aRecord({ recommendations }) }))).toEqual(
      does === 'asks about' ? [1, 2] : [1],
    );
  });

  it('counts working days with the bank holidays that were added later', () => {
    const recommendations = [
      aRecommendation({ number: 1 }),
      aRecommendation({ number: 2, timescale: 'within 62 working days' }),
    ];
    const world = aWorld({ record: aRecord({ recommendations }) });
    expect(asked(world)).toEqual([1, 2]);
    const added = [{ on: '2016-04-21', title: 'A royal birthday' }];
    const calendar = applyCalendarChanges(world.context.calendar, { added, dropped: [] });
    expect(asked({ ...world, context: { ...world.context, calendar } })).toEqual([1]);
  });

  it('is skipped, with a reason, if no recommendation is open and due by then', () => {
    const recommendations = [aRecommendation({ number: 5, timescale: 'within six months' })];
    const { emails, world } = walk(aWorld({ record: aRecord({ recommendations }) }), halfAYear);
    expect(inLines(emails).filter((line) => line.includes('three-month-update'))).toEqual([]);
    const skipped = world.record.notices.filter(({ key }) => key.milestone === 'three-month-update');
    expect(skipped.map(({ key, reason }) => `${key.rung}: ${reason ?? ''}`)).toEqual([
      'request: nothing is open to ask about',
      'nudge: nothing is open to ask about',
      'can-we-help: nothing is open to ask about',
      'still-needed: nothing is open to ask about',
    ]);
  });

  it('stays skipped if a recommendation is opened again after the request was due', () => {
    const closed = essexRecommendations().map((recommendation) => ({
      ...recommendation,
      outcome: { kind: 'closed', on: day('2016-05-10') } as const,
    }));
    const reopened: Happening = {
      at: at('2016-05-25'),
      change: (world) => ({ ...world, record: { ...world.record, recommendations: essexRecommendations() } }),
    };
    const record = aRecord({ recommendations: closed });
    const lines = linesTo('lead', walk(aWorld({ record }), { ...halfAYear, happenings: [reopened] }).emails);
    expect(roundOf('three-month-update', lines)).toEqual([]);
    expect(roundOf('pre-revisit-update', lines)).toHaveLength(4);
  });

  it('is not chased once every recommendation is closed', () => {
    const allClosed: Happening = {
      at: at('2016-05-25'),
      change: (world) => ({
        ...world,
        record: {
          ...world.record,
          recommendations: world.record.recommendations.map((recommendation) => ({
            ...recommendation,
            outcome: { kind: 'closed', on: day('2016-05-25') } as const,
          })),
        },
      }),
    };
    const { emails, world } = walk(aWorld(), { ...halfAYear, happenings: [allClosed] });
    expect(linesTo('lead', emails).at(-1)).toBe('2016-05-18 10:00 three-month-update request by 2016-06-08');
    expect(decideNotices(world.record, { ...world.context, now: at('2016-06-01') }).held).toContainEqual({
      milestone: 'three-month-update',
      rungId: 'request',
      reason: 'nothing is open to ask about',
      until: undefined,
    });
  });

  it('still asks if no recommendation is recorded', () => {
    const { emails } = walk(aWorld({ record: aRecord({ recommendations: [] }) }), halfAYear);
    expect(roundOf('three-month-update', linesTo('lead', emails))).toHaveLength(4);
  });
});

describe('a revisit that has been held', () => {
  const held = changeFollowUp('2016-07-01', () => ({
    visits: [
      {
        id: 'v1',
        moves: [],
        held: { precision: 'day', firstOn: day('2016-06-27'), lastOn: day('2016-06-28') },
      },
    ],
  }));

  it('skips the update before the revisit', () => {
    const { emails, world } = walk(aWorld(), { ...halfAYear, happenings: [held] });
    expect(inLines(emails).filter((line) => line.includes('pre-revisit-update'))).toEqual([]);
    expect(world.record.notices.filter(({ reason }) => reason === 'the revisit has been held')).toHaveLength(
      4,
    );
  });

  it('ends the chasing if the update was already requested', () => {
    const later = changeFollowUp('2016-08-10', () => ({
      visits: [
        {
          id: 'v1',
          moves: [],
          held: { precision: 'day', firstOn: day('2016-08-09'), lastOn: day('2016-08-09') },
        },
      ],
    }));
    expect(roundOf('pre-revisit-update', toLead(later))).toEqual([
      '2016-07-14 10:00 request by 2016-08-11',
      '2016-08-04 10:00 nudge by 2016-08-11',
    ]);
  });
});

describe('the chasing of a round', () => {
  const moreTime = changeRound('2016-04-18T11:00', {
    round: 'six-week-response',
    to: () => ({
      moreTime: { askedAt: at('2016-04-18T11:00'), by: 'lead', until: day('2016-05-13'), reason: 'leave' },
    }),
  });

  it('waits five working days for the answer to a request for more time, and then goes on', () => {
    const { emails, world } = walk(aWorld(), { ...halfAYear, to: at('2016-05-17'), happenings: [moreTime] });
    expect(roundOf('six-week-response', linesTo('lead', emails)).slice(1)).toEqual([
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-04-26 10:00 can-we-help by 2016-04-19',
      '2016-04-29 10:00 still-needed by 2016-04-19',
    ]);
    expect(decideNotices(world.record, { ...world.context, now: at('2016-04-22') }).held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'request',
      reason: 'more time was asked for',
      until: day('2016-04-25'),
    });
  });

  it('continues if the owner refuses more time', () => {
    const refused = changeRound('2016-04-25T14:00', {
      round: 'six-week-response',
      to: ({ moreTime: asked }) =>
        asked === undefined
          ? {}
          : { moreTime: { ...asked, answer: { granted: false, at: at('2016-04-25T14:00') } } },
    });
    const lines = roundOf('six-week-response', toLead(moreTime, refused));
    expect(lines.slice(2)).toEqual([
      '2016-04-25 14:00 can-we-help by 2016-04-19',
      '2016-04-29 10:00 still-needed by 2016-04-19',
    ]);
  });

  it('waits five working days once the lead says that the answer was sent another way', () => {
    const sent = changeRound('2016-04-20', {
      round: 'six-week-response',
      to: () => ({ sentAnotherWay: { saidAt: at('2016-04-20'), by: 'lead', how: 'by post' } }),
    });
    const { emails, world } = walk(aWorld(), { ...halfAYear, to: at('2016-05-17'), happenings: [sent] });
    expect(roundOf('six-week-response', linesTo('lead', emails)).slice(2)).toEqual([
      '2016-04-28 10:00 can-we-help by 2016-04-19',
      '2016-04-29 10:00 still-needed by 2016-04-19',
    ]);
    expect(decideNotices(world.record, { ...world.context, now: at('2016-04-22') }).held[0]?.reason).toBe(
      'it was said to have been sent another way',
    );
  });
});

describe('a request that the force’s mail system has not accepted', () => {
  it.each([
    ['claimed', 'the request was not yet accepted by their mail system'],
    ['accepted', 'the request was not yet accepted by their mail system'],
    ['delayed', 'the request was not yet accepted by their mail system'],
    ['unknown', 'the request needs somebody to look at it'],
    ['failed', 'the request needs somebody to look at it'],
    ['transientBounce', 'the request needs somebody to look at it'],
    ['suppressed', 'the request needs somebody to look at it'],
    ['rejected', 'the request needs somebody to look at it'],
    ['permanentBounce', 'the request needs somebody to look at it'],
  ] as const)('is not chased while its outcome is %s', (fact, reason) => {
    const facts = { claimed: iso('2016-03-22'), [fact]: iso('2016-03-22T10:01') };
    const notices = [aNotice({ facts })];
    for (const when of ['2016-04-12', '2016-04-22', '2016-04-29']) {
      const decision = decideNotices(aRecord({ notices }), aContext({ now: at(when) }));
      expect(decision.owed.filter(({ recipient }) => recipient.kind === 'contact')).toEqual([]);
      expect(decision.held).toContainEqual({
        milestone: 'six-week-response',
        rungId: 'request',
        reason,
        until: undefined,
      });
    }
  });

  it('is not sent again automatically, because it may have left (F3)', () => {
    const { emails } = walk(aWorld(), {
      from: at('2016-03-22'),
      to: at('2016-05-18'),
      outcome: (_notice, when) => ({ claimed: when, unknown: when.add({ minutes: 32 }) }),
    });
    expect(linesTo('lead', emails)).toEqual(['2016-03-22 10:00 six-week-response request by 2016-04-19']);
  });

  it('holds the later emails if a restored table only says that its outcome is unknown', () => {
    const notices = [aNotice({ facts: { unknown: iso('2016-03-30') } })];
    const decision = decideNotices(aRecord({ notices }), aContext({ now: at('2016-04-22') }));
    expect(decision.owed).toEqual([]);
    expect(decision.held.map(({ reason }) => reason)).toContain('the request needs somebody to look at it');
  });

  it('leaves again if a human asks for it, and the later emails follow its acceptance', () => {
    const unknown = changeNotices('2016-03-22T10:32', (notices) =>
      notices.map((notice) =>
        notice.key.rung === 'request'
          ? { ...notice, facts: { claimed: at('2016-03-22'), unknown: at('2016-03-22T10:32') } }
          : notice,
      ),
    );
    const resend = changeNotices('2016-04-06T15:00', (notices) => [
      ...notices,
      aNotice({ key: { attempt: 2 }, facts: { resendAsked: iso('2016-04-06T15:00') } }),
    ]);
    const { emails, world } = walk(aWorld(), {
      ...halfAYear,
      to: at('2016-05-18'),
      happenings: [unknown, resend],
    });
    expect(roundOf('six-week-response', linesTo('lead', emails))).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-06 15:00 request by 2016-04-20',
      '2016-04-13 10:00 nudge by 2016-04-20',
      '2016-04-25 10:00 can-we-help by 2016-04-20',
      '2016-05-03 10:00 still-needed by 2016-04-20',
    ]);
    const again = world.record.notices.find(({ key }) => key.attempt === 2);
    expect(again?.facts.delivered?.equals(at('2016-04-06T15:00'))).toBe(true);
  });
});

describe('the rule never to chase someone who was never asked', () => {
  it('holds a chaser until ten working days after the request was accepted, and says until when (F2)', () => {
    const late = (notice: { key: { rung: string } }, when: ReturnType<typeof at>) =>
      notice.key.rung === 'request'
        ? { at: at('2016-04-13T09:00'), facts: { delivered: at('2016-04-13T09:00') } }
        : { at: when, facts: { delivered: when } };
    const { emails } = walk(aWorld(), {
      ...halfAYear,
      to: at('2016-05-18'),
      outcome: (_notice, when) => ({ claimed: when, accepted: when }),
      later: late,
    });
    expect(roundOf('six-week-response', linesTo('lead', emails))).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-27 10:00 can-we-help by 2016-04-19',
      '2016-04-29 10:00 still-needed by 2016-04-19',
    ]);
    const record = aRecord({
      notices: [aNotice({ facts: { claimed: iso('2016-03-22'), delivered: iso('2016-04-13') } })],
    });
    expect(decideNotices(record, aContext({ now: at('2016-04-22') })).held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'can-we-help',
      reason: 'the request was accepted too recently',
      until: day('2016-04-27'),
    });
  });

  it('holds a nudge until five working days after the request was accepted', () => {
    const record = (delivered: string) =>
      aRecord({ notices: [aNotice({ facts: { claimed: iso('2016-03-22'), delivered: iso(delivered) } })] });
    const owed = (delivered: string) =>
      decideNotices(record(delivered), aContext({ now: at('2016-04-12') })).owed.map(({ key }) => key.rung);
    expect(owed('2016-04-05')).toContain('nudge');
    expect(owed('2016-04-06')).toEqual([]);
  });
});

describe('the rule against emails on the due day of a round', () => {
  it('holds every email about the round', () => {
    for (const when of ['2016-04-19T10:00', '2016-04-19T16:59']) {
      const unasked = decideNotices(aRecord(), aContext({ now: at(when) }));
      expect(unasked.owed).toEqual([]);
      expect(unasked.held[0]?.reason).toBe('no emails on the due day');
      const asked = decideNotices(
        aRecord({
          notices: [aNotice({ facts: { claimed: iso('2016-04-18'), delivered: iso('2016-03-22') } })],
        }),
        aContext({ now: at(when) }),
      );
      expect(asked.owed).toEqual([]);
    }
  });

  it('holds a late request until the next sending day', () => {
    const { emails } = walk(aWorld(), { from: at('2016-04-19'), to: at('2016-04-25') });
    expect(inLines(emails)).toEqual([
      '2016-04-20 10:00 lead: six-week-response request by 2016-05-05',
      '2016-04-20 10:00 liaison: six-week-response request (copy) by 2016-05-05',
    ]);
  });

  it('also applies to the earlier working day that people are shown', () => {
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2016-03-21' }) });
    expect(decideNotices(record, aContext({ now: at('2016-04-29') })).held[0]?.reason).toBe(
      'no emails on the due day',
    );
  });

  it('also applies to the later answer date that a late request gave', () => {
    const notices = [
      aNotice({
        answerBy: '2016-05-05',
        facts: { claimed: iso('2016-04-20'), delivered: iso('2016-04-20') },
      }),
    ];
    const decision = decideNotices(aRecord({ notices }), aContext({ now: at('2016-05-05') }));
    expect(decision.owed).toEqual([]);
    expect(decision.held[0]?.reason).toBe('no emails on the due day');
  });
});
