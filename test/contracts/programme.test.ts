import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { programmeSchema } from '../../shared/contracts/programme.ts';
import type { MilestoneRule, Programme, RungRule } from '../../shared/domain/programme.ts';
import { programmes } from '../../shared/domain/programmes/programmes.ts';
import { ncpi } from '../../shared/domain/programmes/ncpi.ts';

function withMilestone(
  change: (rule: MilestoneRule) => Partial<MilestoneRule>,
  id = 'six-week-response',
): string[] {
  return messages({
    ...ncpi,
    milestones: ncpi.milestones.map((rule) => (rule.id === id ? { ...rule, ...change(rule) } : rule)),
  });
}

function withRung(id: string, change: Partial<RungRule>): string[] {
  return withMilestone(({ rungs }) => ({
    rungs: rungs.map((rung) => (rung.id === id ? { ...rung, ...change } : rung)),
  }));
}

/** What the schema says of a programme as it would come out of a file. */
function messages(programme: Programme): string[] {
  const inFile: unknown = JSON.parse(JSON.stringify(programme));
  const parsed = programmeSchema.safeParse(inFile);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}

describe('a programme', () => {
  it.each([...programmes])(
    '%s is what its contract asks for, and comes out of a file as it went in',
    (id, programme) => {
      expect(messages(programme)).toEqual([]);
      expect(programme.id).toBe(id);
      const read = programmeSchema.parse(JSON.parse(JSON.stringify(z.encode(programmeSchema, programme))));
      expect(JSON.stringify(read)).toBe(JSON.stringify(programme));
    },
  );

  it.each([
    ['has each milestone once', { milestones: [...ncpi.milestones, ...ncpi.milestones.slice(0, 1)] }],
    ['has a revisit', { milestones: ncpi.milestones.filter(({ id }) => id !== 'revisit') }],
    [
      'opens its hours before it closes them',
      { sendingHours: { from: { hour: 17, minute: 0 }, until: { hour: 10, minute: 0 } } },
    ],
    ['gives a late request some days', { lateRequestWorkingDays: 0 }],
    ['has a version', { version: 0 }],
    ['has an id', { id: 'National Child Protection' }],
    ['has a name', { name: '' }],
  ])('%s, or is refused', (_what, change) => {
    expect(messages({ ...ncpi, ...change })).toHaveLength(1);
  });
});

describe('a round', () => {
  it('has one request, which comes first', () => {
    expect(withMilestone(({ rungs }) => ({ rungs: rungs.slice(1) }))).toContain(
      'A round must have exactly one request. Other milestones must have no request.',
    );
    expect(withMilestone(({ rungs }) => ({ rungs: [...rungs.slice(1), ...rungs.slice(0, 1)] }))).toEqual([
      'The request must come before the other rungs of its round.',
    ]);
    expect(withMilestone(() => ({ asksAbout: undefined }))).toEqual([
      'A round must have exactly one request. Other milestones must have no request.',
    ]);
  });

  it('has each rung once', () => {
    expect(withMilestone(({ rungs }) => ({ rungs: [...rungs, ...rungs.slice(1, 2)] }))).toEqual([
      'A rung occurs twice. A milestone has each rung once.',
    ]);
  });

  it('reminds before the due date and chases after it, once it was asked', () => {
    expect(withRung('nudge', { at: { from: 'due', workingDays: 1 } })).toEqual([
      'A reminder must come before the due date, and a chaser after it.',
    ]);
    expect(withRung('can-we-help', { at: { from: 'due', workingDays: -1 } })).toHaveLength(1);
    expect(withRung('can-we-help', { at: { from: 'publication', workingDays: 40 } })).toHaveLength(1);
    expect(withRung('still-needed', { requestAcceptedWorkingDays: 0 })).toEqual([
      'A chaser must say how many working days ago the request must have been accepted.',
    ]);
  });
});

describe('a rung', () => {
  it('is counted in days or in working days, not in both and not in neither', () => {
    expect(withRung('ring', { at: { from: 'due', days: 1, workingDays: 1 } })).toEqual([
      'A rung is counted both in days and in working days, or in neither. Use one of them.',
    ]);
    expect(withRung('ring', { at: { from: 'due' } })).toHaveLength(1);
  });

  it('is one that a ladder may have', () => {
    const written = JSON.stringify(ncpi).replace('"id":"nudge"', '"id":"digest"');
    const parsed = programmeSchema.safeParse(JSON.parse(written));
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['milestones.1.rungs.1.id']);
  });

  it('is a task exactly where no email is written for it', () => {
    expect(withRung('ring', { kind: 'information' })).toEqual([
      'The rung ring is a task. Give it the kind task.',
    ]);
    expect(withRung('nudge', { kind: 'task' })).toEqual([
      'The rung nudge is an email. Give it another kind than task.',
    ]);
  });

  it('goes to somebody', () => {
    expect(withRung('ring', { to: [] })).toHaveLength(1);
  });
});

describe('the inspectorate’s own promise', () => {
  it('is told to nobody at a force: no email may hurry the force about the revisit', () => {
    expect(
      withMilestone(
        ({ rungs }) => ({ rungs: rungs.map((rung) => ({ ...rung, to: ['lead'] as const })) }),
        'revisit',
      ),
    ).toEqual(['A milestone of the inspectorate cannot write to the force.']);
  });
});
