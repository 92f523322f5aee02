import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import type { RoundId } from '../../../../shared/domain/programme.ts';
import { acceptedAtOnce, simulate } from '../../../../shared/domain/planning/simulate.ts';
import { aContact, aContext, aFollowUp, aRecord, at, essexContacts } from '../../../builders/follow-up.ts';
import { answerRound, aWorld, inLines, linesTo, walk } from '../../walk.ts';

const halfAYear = { from: at('2016-03-08'), to: at('2016-12-31') };

describe('the whole ladder of Essex', () => {
  it('sends the lead of a silent force the dates and then four emails in each round', () => {
    const { emails } = walk(aWorld(), halfAYear);
    expect(linesTo('lead', emails)).toEqual([
      '2016-03-09 10:00 publication dates',
      '2016-03-22 10:00 six-week-response request by 2016-04-19',
      '2016-04-12 10:00 six-week-response nudge by 2016-04-19',
      '2016-04-22 10:00 six-week-response can-we-help by 2016-04-19',
      '2016-04-29 10:00 six-week-response still-needed by 2016-04-19',
      '2016-05-18 10:00 three-month-update request by 2016-06-08',
      '2016-06-01 10:00 three-month-update nudge by 2016-06-08',
      '2016-06-13 10:00 three-month-update can-we-help by 2016-06-08',
      '2016-06-20 10:00 three-month-update still-needed by 2016-06-08',
      '2016-07-14 10:00 pre-revisit-update request by 2016-08-11',
      '2016-08-04 10:00 pre-revisit-update nudge by 2016-08-11',
      '2016-08-16 10:00 pre-revisit-update can-we-help by 2016-08-11',
      '2016-08-23 10:00 pre-revisit-update still-needed by 2016-08-11',
    ]);
  });

  it('copies every email to the liaison mailbox, the last two to the deputy and the last to the sign-off officer', () => {
    const { emails } = walk(aWorld(), { from: at('2016-03-08'), to: at('2016-05-18') });
    expect(linesTo('liaison', emails)).toEqual([
      '2016-03-09 10:00 publication dates (copy)',
      '2016-03-22 10:00 six-week-response request (copy) by 2016-04-19',
      '2016-04-12 10:00 six-week-response nudge (copy) by 2016-04-19',
      '2016-04-22 10:00 six-week-response can-we-help (copy) by 2016-04-19',
      '2016-04-29 10:00 six-week-response still-needed (copy) by 2016-04-19',
    ]);
    expect(linesTo('deputy', emails)).toEqual([
      '2016-04-22 10:00 six-week-response can-we-help (copy) by 2016-04-19',
      '2016-04-29 10:00 six-week-response still-needed (copy) by 2016-04-19',
    ]);
    expect(linesTo('sign-off', emails)).toEqual([
      '2016-04-29 10:00 six-week-response still-needed (copy) by 2016-04-19',
    ]);
    expect(linesTo('local-policing-body', emails)).toEqual([]);
  });

  it('sends a prompt lead seven emails in six months', () => {
    const prompt = (when: string, round: RoundId) => answerRound(when, round);
    const { emails } = walk(aWorld(), {
      ...halfAYear,
      happenings: [
        prompt('2016-04-08T16:12', 'six-week-response'),
        prompt('2016-05-27T09:30', 'three-month-update'),
        prompt('2016-07-25T14:05', 'pre-revisit-update'),
      ],
    });
    expect(linesTo('lead', emails)).toEqual([
      '2016-03-09 10:00 publication dates',
      '2016-03-22 10:00 six-week-response request by 2016-04-19',
      '2016-04-08 16:12 six-week-response receipt-1',
      '2016-05-18 10:00 three-month-update request by 2016-06-08',
      '2016-05-27 09:30 three-month-update receipt-1',
      '2016-07-14 10:00 pre-revisit-update request by 2016-08-11',
      '2016-07-25 14:05 pre-revisit-update receipt-1',
    ]);
  });

  it('sends the local policing body its date and one reminder for a report after 3 April 2017', () => {
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2018-03-08' }) });
    const { emails } = walk(aWorld({ record }), { from: at('2018-03-08'), to: at('2018-12-31') });
    expect(linesTo('local-policing-body', emails)).toEqual([
      '2018-03-09 10:00 local-policing-body-comments statutory-date by 2018-05-02',
      '2018-04-18 10:00 local-policing-body-comments statutory-reminder by 2018-05-02',
    ]);
  });

  it('lists the same emails in a simulation as real sweeps send if nobody acts', () => {
    const simulated = [...simulate(aRecord(), { context: aContext(), ...halfAYear })];
    expect(inLines(simulated)).toEqual(inLines(walk(aWorld(), halfAYear).emails));
  });
});

describe('the simulation of the emails to come', () => {
  it('includes the start of its period but not the end', () => {
    const between = (from: string, to: string) =>
      linesTo('lead', [...simulate(aRecord(), { context: aContext(), from: at(from), to: at(to) })]);
    expect(between('2016-03-08', '2016-03-09')).toEqual([]);
    expect(between('2016-03-09', '2016-03-10')).toEqual(['2016-03-09 10:00 publication dates']);
  });

  it('does not chase a request if it is told that the request was not accepted', () => {
    const lost = [
      ...simulate(aRecord(), {
        context: aContext(),
        ...halfAYear,
        outcome: (_notice, when) => ({ claimed: when }),
      }),
    ];
    expect(linesTo('lead', lost)).toEqual([
      '2016-03-09 10:00 publication dates',
      '2016-03-22 10:00 six-week-response request by 2016-04-19',
      '2016-05-18 10:00 three-month-update request by 2016-06-08',
      '2016-07-14 10:00 pre-revisit-update request by 2016-08-11',
    ]);
  });

  it('puts two notices to one person at the same time into one email', () => {
    const contacts = [
      ...essexContacts(),
      aContact({
        id: 'both',
        role: 'local-policing-body',
        email: 'lead@essex.police.example',
        from: '2018-01-01',
      }),
    ];
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2018-03-08' }) });
    const emails = [
      ...simulate(record, { context: aContext({ contacts }), from: at('2018-03-09'), to: at('2018-03-10') }),
    ];
    expect(inLines(emails)).toEqual([
      '2018-03-09 10:00 lead: publication dates + local-policing-body-comments statutory-date by 2018-05-02',
      '2018-03-09 10:00 liaison: publication dates (copy)',
    ]);
  });

  it('does not change the record that it is given', () => {
    const record = aRecord();
    const before = structuredClone(record.notices);
    expect(
      [...simulate(record, { context: aContext(), ...halfAYear, outcome: acceptedAtOnce })].length,
    ).toBeGreaterThan(0);
    expect(record.notices).toEqual(before);
  });
});

describe('a follow-up that is not running', () => {
  it.each(['prepared', 'staged', 'withdrawn', 'closed'] as const)(
    'owes no email while its state is %s (F13)',
    (state) => {
      const record = aRecord({ followUp: aFollowUp({ state }) });
      const decision = decideNotices(record, aContext({ now: at('2016-04-22') }));
      expect(decision).toEqual({ owed: [], skipped: [], held: [], lost: [], nextAttentionAt: undefined });
    },
  );

  it('owes no email before it is released (F13)', () => {
    const record = aRecord({ followUp: { ...aFollowUp(), releasedAt: undefined } });
    expect(decideNotices(record, aContext({ now: at('2016-04-22') })).owed).toEqual([]);
  });
});
