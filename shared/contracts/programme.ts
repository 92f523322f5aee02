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
 * The schema of a programme: the format of its data and the rules for its ladder. A programme must match it before it
 * writes to anyone. The built-in programmes are checked too.
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
    error: 'A rung is counted both in days and in working days, or in neither. Use one of them.',
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
        error: 'The sending hours must begin before they end, on the same day.',
      }),
    lateRequestWorkingDays: z.int().positive(),
    readingWorkingDays: z.int().positive(),
    amendingWorkingDays: count,
    milestones: z.array(milestoneRule).readonly(),
  } satisfies FieldsOf<Programme>)
  .refine(({ milestones }) => areDistinct(milestones.map(({ id }) => id)), {
    error: 'A milestone occurs twice. A programme has each milestone once.',
  })
  .refine(({ milestones }) => milestones.some(({ id, due }) => id === 'revisit' && !('before' in due)), {
    error: 'The revisit is missing or is not counted from publication.',
  });

/** Returns a sentence for each rule that a milestone breaks. */
function problemsOf(milestone: MilestoneRule): string[] {
  const { asksAbout, rungs } = milestone;
  const problems: string[] = [];
  const kinds = rungs.map(({ kind }) => kind);
  const isRound = asksAbout !== undefined;
  if (!areDistinct(rungs.map(({ id }) => id)))
    problems.push('A rung occurs twice. A milestone has each rung once.');
  if (kinds.filter((kind) => kind === 'request').length !== (isRound ? 1 : 0)) {
    problems.push('A round must have exactly one request. Other milestones must have no request.');
  }
  if (isRound && kinds[0] !== 'request')
    problems.push('The request must come before the other rungs of its round.');
  for (const { id, kind } of rungs) {
    const isTask = rungTable[id].written === 'task';
    if (isTask === (kind === 'task')) continue;
    problems.push(
      isTask
        ? `The rung ${id} is a task. Give it the kind task.`
        : `The rung ${id} is an email. Give it another kind than task.`,
    );
  }
  if (!rungs.every(isChasedAfterDue))
    problems.push('A reminder must come before the due date, and a chaser after it.');
  if (!rungs.every(isAskedFirst)) {
    problems.push('A chaser must say how many working days ago the request must have been accepted.');
  }
  if (
    milestone.actor === 'inspectorate' &&
    rungs.some(({ to }) => to.some(isOfForce)) &&
    milestone.id !== 'publication'
  ) {
    problems.push('A milestone of the inspectorate cannot write to the force.');
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
