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

/** Returns the messages of the schema about a programme that was read from a file. */
function messages(programme: Programme): string[] {
  const inFile: unknown = JSON.parse(JSON.stringify(programme));
  const parsed = programmeSchema.safeParse(inFile);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}

describe('the schema of a programme', () => {
  it.each([...programmes])(
    'accepts the programme %s, and reads it back from a file unchanged',
    (id, programme) => {
      expect(messages(programme)).toEqual([]);
      expect(programme.id).toBe(id);
      const read = programmeSchema.parse(JSON.parse(JSON.stringify(z.encode(programmeSchema, programme))));
      expect(JSON.stringify(read)).toBe(JSON.stringify(programme));
    },
  );

  it.each([
    ['has a milestone twice', { milestones: [...ncpi.milestones, ...ncpi.milestones.slice(0, 1)] }],
    ['has no revisit', { milestones: ncpi.milestones.filter(({ id }) => id !== 'revisit') }],
    [
      'has sending hours that end before they begin',
      { sendingHours: { from: { hour: 17, minute: 0 }, until: { hour: 10, minute: 0 } } },
    ],
    ['gives a late request no days', { lateRequestWorkingDays: 0 }],
    ['has version 0', { version: 0 }],
    ['has an id with spaces', { id: 'National Child Protection' }],
    ['has no name', { name: '' }],
  ])('refuses a programme that %s', (_what, change) => {
    expect(messages({ ...ncpi, ...change })).toHaveLength(1);
  });
});

describe('the schema of a round', () => {
  it('requires exactly one request, which comes first', () => {
    expect(withMilestone(({ rungs }) => ({ rungs: rungs.slice(1) }))).toContain(
      'A round has one request, and nothing else has any.',
    );
    expect(withMilestone(({ rungs }) => ({ rungs: [...rungs.slice(1), ...rungs.slice(0, 1)] }))).toEqual([
      'The request comes before the other rungs of its round.',
    ]);
    expect(withMilestone(() => ({ asksAbout: undefined }))).toEqual([
      'A round has one request, and nothing else has any.',
    ]);
  });

  it('refuses a rung that appears twice', () => {
    expect(withMilestone(({ rungs }) => ({ rungs: [...rungs, ...rungs.slice(1, 2)] }))).toEqual([
      'A milestone has each rung once.',
    ]);
  });

  it('requires reminders before the due date and chasers after it', () => {
    expect(withRung('nudge', { at: { from: 'due', workingDays: 1 } })).toEqual([
      'A reminder comes before the due date and a chaser after it.',
    ]);
    expect(withRung('can-we-help', { at: { from: 'due', workingDays: -1 } })).toHaveLength(1);
    expect(withRung('can-we-help', { at: { from: 'publication', workingDays: 40 } })).toHaveLength(1);
    expect(withRung('still-needed', { requestAcceptedWorkingDays: 0 })).toEqual([
      'A chaser says for how many working days the request must have been accepted.',
    ]);
  });
});

describe('the schema of a rung', () => {
  it('requires days or working days, but not both', () => {
    expect(withRung('ring', { at: { from: 'due', days: 1, workingDays: 1 } })).toEqual([
      'Count a rung in days or in working days, and not in both.',
    ]);
    expect(withRung('ring', { at: { from: 'due' } })).toHaveLength(1);
  });

  it('refuses a rung id that does not belong in a ladder', () => {
    const written = JSON.stringify(ncpi).replace('"id":"nudge"', '"id":"digest"');
    const parsed = programmeSchema.safeParse(JSON.parse(written));
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['milestones.1.rungs.1.id']);
  });

  it('requires the kind "task" for a rung without an email, and only there', () => {
    expect(withRung('ring', { kind: 'information' })).toEqual([
      'The rung ring is a task: give it that kind.',
    ]);
    expect(withRung('nudge', { kind: 'task' })).toEqual(['The rung nudge is an email and no task.']);
  });

  it('requires at least one recipient', () => {
    expect(withRung('ring', { to: [] })).toHaveLength(1);
  });
});

describe('the schema of the revisit, which is the inspectorate’s own promise,', () => {
  it('refuses an email to a force, because no email may hurry the force about the revisit', () => {
    expect(
      withMilestone(
        ({ rungs }) => ({ rungs: rungs.map((rung) => ({ ...rung, to: ['lead'] as const })) }),
        'revisit',
      ),
    ).toEqual(['What the inspectorate owes is no force’s to hear of.']);
  });
});
