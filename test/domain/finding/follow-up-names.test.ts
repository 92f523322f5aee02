import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  matchFollowUp,
  shortestNames,
  type NamedFollowUp,
} from '../../../shared/domain/finding/follow-up-names.ts';
import type { FollowUpState } from '../../../shared/domain/follow-up.ts';

const bodies = [
  { id: 'essex', names: ['Essex Police', 'Essex'] },
  { id: 'kent', names: ['Kent Police', 'Kent'] },
  { id: 'surrey', names: ['Surrey Police', 'Surrey'] },
  { id: 'surrey-fire', names: ['Surrey Fire and Rescue Service', 'Surrey'] },
  { id: 'west-midlands', names: ['West Midlands Police', 'West Midlands'] },
  { id: 'west-mercia', names: ['West Mercia Police', 'West Mercia'] },
  { id: 'avon-and-somerset', names: ['Avon and Somerset Constabulary', 'Avon and Somerset'] },
];

/** Reads "essex ncpi 2016-03-08 open". */
function followUp(line: string): NamedFollowUp {
  const [forceId = '', programmeId = '', day = '', state = 'open'] = line.split(' ');
  return {
    id: `${forceId}-${programmeId}-${day}`,
    forceId,
    programmeId,
    publishedOn: Temporal.PlainDate.from(day),
    state: stateOf(state),
  };
}

function stateOf(written: string): FollowUpState {
  const states: readonly FollowUpState[] = ['prepared', 'staged', 'open', 'withdrawn', 'closed'];
  const state = states.find((one) => one === written);
  if (state === undefined) throw new TypeError(`There is no state ${written}.`);
  return state;
}

function meaning(written: string, lines: readonly string[]): string {
  const match = matchFollowUp(written, { bodies, followUps: lines.map(followUp) });
  if (match.kind === 'none') return 'nothing';
  if (match.kind === 'ambiguous') return match.candidates.map(({ id }) => id).join(' or ');
  return match.found.id;
}

const twoYears = ['essex ncpi 2016-03-08', 'essex ncpi 2018-01-10'];
const twoProgrammes = ['essex ncpi 2016-03-08', 'essex fire 2016-05-10', 'essex fire 2018-01-10'];
const twoBodies = ['surrey fire 2016-03-08', 'surrey-fire ncpi 2017-05-10'];

describe('the name of a follow-up', () => {
  it.each([
    { written: 'essex', of: ['essex ncpi 2016-03-08'], means: 'essex-ncpi-2016-03-08' },
    { written: 'Essex Police', of: ['essex ncpi 2016-03-08'], means: 'essex-ncpi-2016-03-08' },
    {
      written: 'avon',
      of: ['avon-and-somerset ncpi 2016-03-08'],
      means: 'avon-and-somerset-ncpi-2016-03-08',
    },
    { written: 'essex', of: twoYears, means: 'essex-ncpi-2016-03-08 or essex-ncpi-2018-01-10' },
    { written: 'essex-2016', of: twoYears, means: 'essex-ncpi-2016-03-08' },
    { written: 'Essex Police 2018', of: twoYears, means: 'essex-ncpi-2018-01-10' },
    { written: 'essex-2017', of: twoYears, means: 'nothing' },
    { written: 'essex-ncpi', of: twoProgrammes, means: 'essex-ncpi-2016-03-08' },
    { written: 'essex fire', of: twoProgrammes, means: 'essex-fire-2016-05-10 or essex-fire-2018-01-10' },
    { written: 'essex-fire-2018', of: twoProgrammes, means: 'essex-fire-2018-01-10' },
    { written: 'ESSEX-FIRE-2018-01-10', of: twoProgrammes, means: 'essex-fire-2018-01-10' },
    { written: 'essex-road', of: twoProgrammes, means: 'nothing' },
  ])('"$written" means $means if $of are there', ({ written, of, means }) => {
    expect(meaning(written, of)).toBe(means);
  });

  it('means the body with that id, even if it is also another body with its programme', () => {
    expect(meaning('surrey-fire', twoBodies)).toBe('surrey-fire-ncpi-2017-05-10');
    expect(meaning('surrey-fire-2016', twoBodies)).toBe('nothing');
    expect(meaning('surrey-fire-2016-03-08', twoBodies)).toBe('surrey-fire-2016-03-08');
  });

  it('means the body with that id, even if it is also the name of another body', () => {
    expect(meaning('surrey', twoBodies)).toBe('surrey-fire-2016-03-08');
  });

  it('is ambiguous if it begins the names of two bodies, even if only one of them has a report', () => {
    expect(matchFollowUp('west', { bodies, followUps: [followUp('west-mercia ncpi 2016-03-08')] })).toEqual({
      kind: 'ambiguous',
      candidates: [followUp('west-mercia ncpi 2016-03-08')],
      bodyIds: ['west-midlands', 'west-mercia'],
    });
  });

  it('means the open report, and lists the closed reports that it could also mean', () => {
    const followUps = [
      'essex ncpi 2014-03-08 withdrawn',
      'essex ncpi 2016-03-08 closed',
      'essex ncpi 2018-01-10',
    ].map(followUp);
    expect(matchFollowUp('essex', { bodies, followUps })).toEqual({
      kind: 'found',
      found: followUps[2],
      ended: [followUps[0], followUps[1]],
    });
    expect(matchFollowUp('essex-ncpi-2018-01-10', { bodies, followUps })).toMatchObject({ ended: [] });
  });

  it('means the closed report if none runs and the other was withdrawn', () => {
    expect(meaning('essex', ['essex ncpi 2014-03-08 withdrawn', 'essex ncpi 2016-03-08 closed'])).toBe(
      'essex-ncpi-2016-03-08',
    );
  });
});

describe('the shortest name of a follow-up', () => {
  it.each([
    { what: 'its body has one report', of: ['essex ncpi 2016-03-08'], names: ['essex'] },
    {
      what: 'the other report is closed',
      of: ['essex ncpi 2018-01-10', 'essex ncpi 2016-03-08 closed'],
      names: ['essex', 'essex-2016'],
    },
    { what: 'its body has reports of two years', of: twoYears, names: ['essex-2016', 'essex-2018'] },
    {
      what: 'its body has reports of two programmes',
      of: twoProgrammes,
      names: ['essex-ncpi', 'essex-fire-2016', 'essex-2018'],
    },
    {
      what: 'its body has two reports of one programme in one year',
      of: ['essex ncpi 2016-03-08', 'essex ncpi 2016-09-20'],
      names: ['essex-ncpi-2016-03-08', 'essex-ncpi-2016-09-20'],
    },
    {
      what: 'another body has the id that the programme would give',
      of: [...twoBodies, 'surrey ncpi 2016-09-20'],
      names: ['surrey-fire-2016-03-08', 'surrey-fire', 'surrey-ncpi'],
    },
  ])('is $names if $what', ({ of, names }) => {
    const followUps = of.map(followUp);
    const nameOf = shortestNames({ bodies, followUps });
    expect(followUps.map(({ id }) => nameOf(id).typed)).toEqual(names);
  });

  it.each([
    ['no report', []],
    ['reports of two years', twoYears],
    ['reports of two programmes', twoProgrammes],
    ['reports of bodies with names that begin alike', twoBodies],
    ['two reports of one year', ['essex ncpi 2016-03-08', 'essex ncpi 2016-09-20', 'kent ncpi 2016-09-20']],
  ])('always finds its own follow-up again: %s', (_what, lines) => {
    const followUps = lines.map(followUp);
    const nameOf = shortestNames({ bodies, followUps });
    for (const { id } of followUps) expect(meaning(nameOf(id).typed, lines)).toBe(id);
  });

  it('is the id itself if the follow-up is not known', () => {
    expect(shortestNames({ bodies, followUps: [] })('essex-ncpi-2016-03-08').typed).toBe(
      'essex-ncpi-2016-03-08',
    );
  });
});
