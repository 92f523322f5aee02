import { describe, expect, it } from 'vitest';
import { describeRung, eventRungIds, sectionKinds } from '../../shared/domain/rungs.ts';
import { ncpi } from '../builders/ncpi.ts';

function kindsOf(milestone: string): (string | undefined)[] {
  const rule = ncpi.milestones.find(({ id }) => id === milestone);
  return (rule?.rungs ?? []).map(({ id }) => {
    const rung = describeRung(rule, id);
    return rung?.written === 'section' ? rung.section : rung?.written;
  });
}

describe('The description of a rung', () => {
  it('comes from the kind of the rung and of its milestone', () => {
    expect(kindsOf('publication')).toEqual(['dates']);
    expect(kindsOf('local-policing-body-comments')).toEqual(['statutory', 'statutory-again']);
    expect(kindsOf('six-week-response')).toEqual(['request', 'reminder', 'chaser', 'last-chaser', 'task']);
    expect(kindsOf('revisit')).toEqual(['task', 'task', 'task', 'task']);
  });

  it('says that a single chaser offers help, and does not say that it is the last one', () => {
    const round = ncpi.milestones.find(({ id }) => id === 'six-week-response');
    if (round === undefined) throw new Error('There is no such round.');
    const rungs = round.rungs.filter(({ id }) => id !== 'still-needed');
    expect(describeRung({ ...round, rungs }, 'can-we-help')).toMatchObject({ section: 'chaser' });
  });

  it('is unknown for a rung that the milestone does not have', () => {
    expect(describeRung(ncpi.milestones[0], 'nudge')).toBeUndefined();
  });

  it('has a label of its own for every rung that an event causes', () => {
    const labels = eventRungIds.map((id) => describeRung(undefined, id)?.label);
    expect(new Set(labels).size).toBe(eventRungIds.length);
  });

  it('ranks every kind of section, so that the most urgent decides the subject of an email', () => {
    expect(new Set(sectionKinds).size).toBe(sectionKinds.length);
    expect(sectionKinds.indexOf('last-chaser')).toBeLessThan(sectionKinds.indexOf('request'));
  });
});
