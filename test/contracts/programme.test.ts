import { describe, expect, it } from 'vitest';
import { programmeSchema, writeProgramme } from '../../shared/contracts/programme.ts';
import { shippedProgrammes as programmes } from '../../shared/contracts/shipped-programmes.ts';
import type { Programme } from '../../shared/domain/programme.ts';
import { ncpi } from '../builders/ncpi.ts';

type WrittenProgramme = ReturnType<typeof writeProgramme>;
type WrittenMilestone = WrittenProgramme['milestones'][string];
type WrittenRung = Exclude<WrittenMilestone['rungs'][number], string>;

function withMilestone(
  change: (rungs: WrittenRung[]) => Partial<WrittenMilestone>,
  id = 'six-week-response',
): string[] {
  const written = writeProgramme(ncpi);
  const rule = written.milestones[id];
  const rungs = (rule?.rungs ?? []).filter((rung) => typeof rung !== 'string');
  return messages({ ...written, milestones: { ...written.milestones, [id]: { ...rule, ...change(rungs) } } });
}

function withRung(id: string, change: Partial<WrittenRung>): string[] {
  return withMilestone((rungs) => ({
    rungs: rungs.map((rung) => (rung.id === id ? { ...rung, ...change } : rung)),
  }));
}

/** Returns the messages of the schema about a programme that was read from a file. */
function messages(file: unknown): string[] {
  const parsed = programmeSchema.safeParse(JSON.parse(JSON.stringify(file)));
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}

describe('the schema of a programme', () => {
  it.each([...programmes])(
    'accepts the programme %s, and writes it to a file that reads the same',
    (id, programme) => {
      expect(programme.id).toBe(id);
      const read: Programme = programmeSchema.parse(JSON.parse(JSON.stringify(writeProgramme(programme))));
      expect(writeProgramme(read)).toEqual(writeProgramme(programme));
      expect(read.milestones.map(({ id: milestone }) => milestone)).toEqual(
        programme.milestones.map(({ id: milestone }) => milestone),
      );
    },
  );

  it.each([
    [
      'has two visits',
      {
        milestones: { ...writeProgramme(ncpi).milestones, again: writeProgramme(ncpi).milestones['revisit'] },
      },
    ],
    ['has sending hours that end before they begin', { sendingHours: { from: '17:00', until: '10:00' } }],
    ['gives a late request no days', { lateRequestWorkingDays: 0 }],
    ['has version 0', { version: 0 }],
    ['has an id with spaces', { id: 'National Child Protection' }],
    ['has no name', { name: '' }],
  ])('refuses a programme that %s', (_what, change) => {
    expect(messages({ ...writeProgramme(ncpi), ...change })).toHaveLength(1);
  });
});

describe('the schema of a round', () => {
  it('requires exactly one request, which comes first', () => {
    expect(withMilestone((rungs) => ({ rungs: rungs.slice(1) }))).toContain(
      'A round must have exactly one request. Other milestones must have no request.',
    );
    expect(withMilestone((rungs) => ({ rungs: [...rungs.slice(1), ...rungs.slice(0, 1)] }))).toEqual([
      'The request must come before the other rungs of its round.',
    ]);
  });

  it('refuses a rung that appears twice', () => {
    expect(withMilestone((rungs) => ({ rungs: [...rungs, ...rungs.slice(1, 2)] }))).toEqual([
      'A rung occurs twice. A milestone has each rung once.',
    ]);
  });

  it('requires reminders before the due date and chasers after it', () => {
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

describe('the schema of a rung', () => {
  it('requires days or working days, but not both', () => {
    expect(withRung('ring', { at: { from: 'due', days: 1, workingDays: 1 } })).toEqual([
      'A rung is counted both in days and in working days, or in neither. Use one of them.',
    ]);
    expect(withRung('ring', { at: { from: 'due' } })).toHaveLength(1);
  });

  it('refuses the id of an email that Revisit sends by itself', () => {
    expect(withRung('nudge', { id: 'digest' })).toEqual([
      'Revisit uses this id for an email of its own. Choose another one.',
    ]);
  });

  it('requires a task for a rung of the kind "task", and only there', () => {
    expect(withRung('ring', { kind: 'information' })).toEqual([
      'The rung ring needs both the kind task and a task, or neither.',
    ]);
    expect(withRung('nudge', { kind: 'task' })).toEqual([
      'The rung nudge needs both the kind task and a task, or neither.',
    ]);
  });

  it('refuses an addressee that is no role of the programme', () => {
    expect(withRung('nudge', { to: ['mayor'] })).toEqual([
      'The rung nudge is addressed to mayor, which is not a role of the programme.',
    ]);
  });

  it('requires at least one recipient', () => {
    expect(withRung('ring', { to: [] })).toHaveLength(1);
  });
});

describe('the schema of the revisit, which is the inspectorate’s own promise,', () => {
  it('refuses an email to a force, because no email may hurry the force about the revisit', () => {
    expect(
      withMilestone((rungs) => ({ rungs: rungs.map((rung) => ({ ...rung, to: ['lead'] })) }), 'revisit'),
    ).toEqual(['A milestone of the inspectorate cannot write to the body.']);
  });
});
