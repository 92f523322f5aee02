import * as z from 'zod';
import {
  ladderTasks,
  roleParts,
  WEEK,
  type BodyWords,
  type ClockTime,
  type DutyRule,
  type MilestoneRule,
  type Programme,
  type RoleRule,
  type RoundRule,
  type RungRule,
  type RungTime,
  type StartRule,
} from '../domain/programme.ts';
import { eventRungIds } from '../domain/rungs.ts';
import type { FieldsOf } from './fields-of.ts';
import { plainDate } from './temporal.ts';

/**
 * The schema of a programme file: the format of its data and the rules for its ladder. A programme must match it before
 * it writes to anyone. The programmes that Revisit comes with are checked too.
 *
 * The file names roles, milestones and ladders by their ids. A list of rungs may hold the id of a ladder, which several
 * milestones can share. `readProgramme` puts each ladder into its place.
 */

const text = z.string().min(1);
const count = z.int().nonnegative();
const id = z.string().regex(/^[a-z][a-z0-9-]*$/u, 'Use lower-case letters, digits and hyphens.');

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'Give a time as HH:MM, such as 10:00.')
  .transform((written): ClockTime => {
    const [hour = 0, minute = 0] = written.split(':').map(Number);
    return { hour, minute };
  });

const dueRule = z.union([
  z.strictObject({ after: z.literal('publication'), days: count }),
  z.strictObject({ after: z.literal('publication'), months: z.int().positive() }),
  z.strictObject({ beginningWith: z.literal('publication'), days: z.int().positive() }),
  z.strictObject({ before: id, days: z.int().positive() }),
]);

const rungTime = z
  .strictObject({
    from: z.union([z.enum(['publication', 'due']), z.strictObject({ milestone: id })]),
    days: z.int().optional(),
    workingDays: z.int().optional(),
  } satisfies FieldsOf<RungTime>)
  .refine(({ days, workingDays }) => (days === undefined) !== (workingDays === undefined), {
    error: 'A rung is counted both in days and in working days, or in neither. Use one of them.',
  });

const rungRule = z.strictObject({
  id: id.refine((written) => !eventRungIds.some((known) => known === written), {
    error: 'Revisit uses this id for an email of its own. Choose another one.',
  }),
  label: text,
  kind: z.enum(['information', 'request', 'reminder', 'chaser', 'task']),
  task: z.enum(ladderTasks).optional(),
  at: rungTime,
  to: z.array(id).min(1).readonly(),
  requestAcceptedWorkingDays: count.optional(),
  weekly: z.boolean().optional(),
} satisfies FieldsOf<RungRule>);

const everyMilestone = {
  name: text,
  heading: text.optional(),
  column: text,
  due: dueRule,
  ground: text,
  policy: z.boolean(),
  publishedFrom: plainDate.optional(),
  rungs: z.array(z.union([rungRule, id])).readonly(),
};

/** The fields that only this kind of milestone has. */
type OwnFields<Rule> = Omit<Rule, keyof StartRule>;

const roundFields = {
  letter: z.string().regex(/^[A-Z]$/u, 'Use one capital letter.'),
  asksAbout: z.enum(['all', 'open-and-due', 'open']),
  form: z.enum(['action-plan', 'progress']),
  question: text,
  wanted: text,
  wantedAtOnce: text.optional(),
  effort: text.optional(),
  endsWithVisit: z.boolean().optional(),
} satisfies FieldsOf<OwnFields<RoundRule>>;

const dutyFields = {
  role: id,
  thing: text,
  deed: text,
  done: text,
  law: text,
  lawAgain: text,
} satisfies FieldsOf<OwnFields<DutyRule>>;

const milestone = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), ...everyMilestone }),
  z.strictObject({
    kind: z.literal('round'),
    ...everyMilestone,
    ...roundFields,
  }),
  z.strictObject({ kind: z.literal('duty'), ...everyMilestone, ...dutyFields }),
  z.strictObject({ kind: z.literal('decision'), ...everyMilestone }),
  z.strictObject({ kind: z.literal('visit'), ...everyMilestone }),
]);

const programmeFile = z.strictObject({
  id,
  version: z.int().positive(),
  name: text,
  subject: text,
  body: z.strictObject({ noun: text, nouns: text } satisfies FieldsOf<BodyWords>),
  care: text,
  sendingHours: z
    .strictObject({ from: clockTime, until: clockTime } satisfies FieldsOf<Programme['sendingHours']>)
    .refine(({ from, until }) => minutes(from) < minutes(until), {
      error: 'The sending hours must begin before they end, on the same day.',
    }),
  lateRequestWorkingDays: z.int().positive(),
  readingWorkingDays: z.int().positive(),
  amendingWorkingDays: count,
  roles: z.record(
    id,
    z.strictObject({ name: text, part: z.enum(roleParts) } satisfies FieldsOf<Omit<RoleRule, 'id'>>),
  ),
  ladders: z.record(id, z.array(rungRule).readonly()).optional(),
  milestones: z.record(id, milestone),
});
type ProgrammeFile = z.output<typeof programmeFile>;

export const programmeSchema = programmeFile.transform((file, { issues }): Programme => {
  const { ladders, roles, milestones, ...rest } = file;
  const programme: Programme = {
    ...rest,
    roles: Object.entries(roles).map(([roleId, role]) => ({ id: roleId, ...role })),
    milestones: Object.entries(milestones).map(([milestoneId, written]): MilestoneRule => {
      return {
        ...written,
        id: milestoneId,
        heading: written.heading ?? capitalise(written.name),
        rungs: written.rungs.flatMap((rung) => (typeof rung === 'string' ? (ladders?.[rung] ?? []) : [rung])),
      };
    }),
  };
  for (const message of [...missingLadders(file), ...problemsOf(programme)]) {
    issues.push({ code: 'custom', message, input: file });
  }
  return programme;
});

function missingLadders({ ladders, milestones }: ProgrammeFile): string[] {
  return Object.values(milestones).flatMap(({ name, rungs }) =>
    rungs.flatMap((rung) =>
      typeof rung !== 'string' || ladders?.[rung] !== undefined
        ? []
        : [`The ${name} uses the ladder ${rung}, which the file does not have.`],
    ),
  );
}

/** Returns a sentence for each rule that a programme breaks. */
function problemsOf(programme: Programme): string[] {
  const { milestones, roles } = programme;
  const problems: string[] = [];
  for (const kind of ['start', 'visit', 'decision', 'duty'] as const) {
    const several = milestones.filter((rule) => rule.kind === kind);
    if (several.length > 1)
      problems.push(`Two milestones have the kind ${kind}. A programme has one at most.`);
  }
  if (!milestones.some(({ kind }) => kind === 'start'))
    problems.push('No milestone has the kind start. The start is the day of publication.');
  if (milestones.some((rule) => rule.id === WEEK)) problems.push(`No milestone can have the id ${WEEK}.`);
  if (!roles.some(({ part }) => part === 'answers'))
    problems.push('No role has the part answers. Somebody must get the requests.');
  const letters = milestones.flatMap((rule) => (rule.kind === 'round' ? [rule.letter] : []));
  if (!areDistinct(letters)) problems.push('Two rounds have the same letter.');
  return [...problems, ...milestones.flatMap((rule) => problemsOfMilestone(rule, programme))];
}

function problemsOfMilestone(milestone: MilestoneRule, programme: Programme): string[] {
  const { rungs, name } = milestone;
  const problems: string[] = [];
  const kinds = rungs.map(({ kind }) => kind);
  const isRound = milestone.kind === 'round';
  const { due } = milestone;
  if (
    'before' in due &&
    !programme.milestones.some((rule) => rule.id === due.before && !('before' in rule.due))
  )
    problems.push(
      `The ${name} is counted back from ${due.before}. Count back from a milestone that is counted on.`,
    );
  if (!areDistinct(rungs.map((rung) => rung.id)))
    problems.push('A rung occurs twice. A milestone has each rung once.');
  if (kinds.filter((kind) => kind === 'request').length !== (isRound ? 1 : 0)) {
    problems.push('A round must have exactly one request. Other milestones must have no request.');
  }
  if (isRound && kinds[0] !== 'request')
    problems.push('The request must come before the other rungs of its round.');
  for (const rung of rungs) {
    if ((rung.kind === 'task') !== (rung.task !== undefined))
      problems.push(`The rung ${rung.id} needs both the kind task and a task, or neither.`);
    for (const to of rung.to) {
      if (to === 'owner' || to === 'programme-head') continue;
      if (!programme.roles.some((role) => role.id === to))
        problems.push(`The rung ${rung.id} is addressed to ${to}, which is not a role of the programme.`);
    }
  }
  if (!rungs.every(isChasedAfterDue))
    problems.push('A reminder must come before the due date, and a chaser after it.');
  if (!rungs.every(isAskedFirst)) {
    problems.push('A chaser must say how many working days ago the request must have been accepted.');
  }
  if (
    (milestone.kind === 'decision' || milestone.kind === 'visit') &&
    rungs.some(({ to }) => to.some((one) => one !== 'owner' && one !== 'programme-head'))
  ) {
    problems.push('A milestone of the inspectorate cannot write to the body.');
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

function areDistinct(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

function minutes({ hour, minute }: { hour: number; minute: number }): number {
  return hour * 60 + minute;
}

function capitalise(written: string): string {
  return written.charAt(0).toUpperCase() + written.slice(1);
}

/** The file of a programme as JSON. Every ladder stands in its milestones. */
export function writeProgramme(programme: Programme): z.input<typeof programmeSchema> {
  const { sendingHours, roles, milestones, ...rest } = programme;
  return {
    ...rest,
    sendingHours: { from: timeText(sendingHours.from), until: timeText(sendingHours.until) },
    roles: Object.fromEntries(roles.map(({ id: roleId, ...role }) => [roleId, role])),
    milestones: Object.fromEntries(
      milestones.map(({ id: milestoneId, publishedFrom, rungs, ...rule }) => [
        milestoneId,
        {
          ...rule,
          rungs: rungs.map(({ to, ...rung }) => ({ ...rung, to: [...to] })),
          ...(publishedFrom === undefined ? {} : { publishedFrom: publishedFrom.toString() }),
        },
      ]),
    ),
  };
}

function timeText({ hour, minute }: ClockTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
