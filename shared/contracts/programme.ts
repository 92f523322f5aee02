import * as z from 'zod';
import {
  milestoneIds,
  roles,
  type ClockTime,
  type MilestoneRule,
  type Programme,
  type RungRule,
  type RungTime,
} from '../domain/programme.ts';
import { ladderRungIds, rungs as rungTable } from '../domain/rungs.ts';
import type { FieldsOf } from './fields-of.ts';
import { plainDate } from './temporal.ts';

/**
 * What a programme must be before anybody is written to by it: the form of its data, and what its ladder must keep to.
 * The programmes that the product comes with are held against it too.
 */

const text = z.string().min(1);
const count = z.int().nonnegative();
const clockTime = z.object({
  hour: z.int().min(0).max(23),
  minute: z.int().min(0).max(59),
} satisfies FieldsOf<ClockTime>);

const dueRule = z.union([
  z.strictObject({ after: z.literal('publication'), days: count }),
  z.strictObject({ after: z.literal('publication'), months: z.int().positive() }),
  z.strictObject({ beginningWith: z.literal('publication'), days: z.int().positive() }),
  z.strictObject({ before: z.literal('revisit'), days: z.int().positive() }),
]);

const rungTime = z
  .strictObject({
    from: z.enum(['publication', 'due', 'revisit']),
    days: z.int().optional(),
    workingDays: z.int().optional(),
  } satisfies FieldsOf<RungTime>)
  .refine(({ days, workingDays }) => (days === undefined) !== (workingDays === undefined), {
    error: 'Count a rung in days or in working days, and not in both.',
  });

const rungRule = z.strictObject({
  id: z.enum(ladderRungIds),
  kind: z.enum(['information', 'request', 'reminder', 'chaser', 'task']),
  at: rungTime,
  to: z
    .array(z.enum([...roles, 'owner', 'programme-head']))
    .min(1)
    .readonly(),
  requestAcceptedWorkingDays: count.optional(),
  weekly: z.boolean().optional(),
} satisfies FieldsOf<RungRule>);

const milestoneRule = z
  .strictObject({
    id: z.enum(milestoneIds),
    name: text,
    due: dueRule,
    ground: text,
    policy: z.boolean(),
    actor: z.enum(['force', 'local-policing-body', 'inspectorate']),
    publishedFrom: plainDate.optional(),
    movable: z.boolean(),
    asksAbout: z.enum(['all', 'open-and-due', 'open']).optional(),
    rungs: z.array(rungRule).readonly(),
  } satisfies FieldsOf<MilestoneRule>)
  .check(({ value, issues }) => {
    for (const message of problemsOf(value)) issues.push({ code: 'custom', message, input: value });
  });

export const programmeSchema: z.ZodType<Programme> = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/u, 'Use lower-case letters, digits and hyphens.'),
    version: z.int().positive(),
    name: text,
    subject: text,
    sendingHours: z
      .strictObject({ from: clockTime, until: clockTime } satisfies FieldsOf<Programme['sendingHours']>)
      .refine(({ from, until }) => minutes(from) < minutes(until), {
        error: 'Emails leave between two hours of one day, the first before the second.',
      }),
    lateRequestWorkingDays: z.int().positive(),
    readingWorkingDays: z.int().positive(),
    amendingWorkingDays: count,
    milestones: z.array(milestoneRule).readonly(),
  } satisfies FieldsOf<Programme>)
  .refine(({ milestones }) => areDistinct(milestones.map(({ id }) => id)), {
    error: 'A programme has each milestone once.',
  })
  .refine(({ milestones }) => milestones.some(({ id, due }) => id === 'revisit' && !('before' in due)), {
    error: 'A programme has a revisit that is counted from publication.',
  });

function problemsOf(milestone: MilestoneRule): string[] {
  const { asksAbout, rungs } = milestone;
  const problems: string[] = [];
  const kinds = rungs.map(({ kind }) => kind);
  const isRound = asksAbout !== undefined;
  if (!areDistinct(rungs.map(({ id }) => id))) problems.push('A milestone has each rung once.');
  if (kinds.filter((kind) => kind === 'request').length !== (isRound ? 1 : 0)) {
    problems.push('A round has one request, and nothing else has any.');
  }
  if (isRound && kinds[0] !== 'request')
    problems.push('The request comes before the other rungs of its round.');
  for (const { id, kind } of rungs) {
    const isTask = rungTable[id].written === 'task';
    if (isTask === (kind === 'task')) continue;
    problems.push(
      isTask ? `The rung ${id} is a task: give it that kind.` : `The rung ${id} is an email and no task.`,
    );
  }
  if (!rungs.every(isChasedAfterDue))
    problems.push('A reminder comes before the due date and a chaser after it.');
  if (!rungs.every(isAskedFirst)) {
    problems.push('A chaser says for how many working days the request must have been accepted.');
  }
  if (
    milestone.actor === 'inspectorate' &&
    rungs.some(({ to }) => to.some(isOfForce)) &&
    milestone.id !== 'publication'
  ) {
    problems.push('What the inspectorate owes is no force’s to hear of.');
  }
  return problems;
}

function isChasedAfterDue({ kind, at }: RungRule): boolean {
  if (kind !== 'reminder' && kind !== 'chaser') return true;
  const offset = at.workingDays ?? at.days ?? 0;
  return at.from === 'due' && (kind === 'reminder' ? offset < 0 : offset > 0);
}

function isAskedFirst({ kind, requestAcceptedWorkingDays }: RungRule): boolean {
  return (kind !== 'reminder' && kind !== 'chaser') || (requestAcceptedWorkingDays ?? 0) > 0;
}

function isOfForce(to: RungRule['to'][number]): boolean {
  return to !== 'owner' && to !== 'programme-head' && to !== 'local-policing-body';
}

function areDistinct(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

function minutes({ hour, minute }: { hour: number; minute: number }): number {
  return hour * 60 + minute;
}
