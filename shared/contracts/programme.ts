import * as z from 'zod';
import { countries } from '../domain/country.ts';
import {
  ladderTasks,
  milestoneEvents,
  roleParts,
  type BodyWords,
  type ClockTime,
  type DueRule,
  type DutyRule,
  type FormTerms,
  type MilestoneRule,
  type Programme,
  type ReportWords,
  type RoleRule,
  type RoundRule,
  type RungRule,
  type RungTime,
  type Span,
  type StartRule,
} from '../domain/programme.ts';
import { eventRungIds } from '../domain/rungs.ts';
import type { FieldsOf } from './fields-of.ts';
import { plainDate } from './temporal.ts';

/**
 * The schema of a programme file: the format of its data. programme-problems.ts has the rules that a programme must keep
 * as a whole. `readProgramme` checks both, before a programme writes to anyone.
 *
 * The file names roles, milestones and ladders by their ids. A list of rungs may hold the id of a ladder, which several
 * milestones can share. The schema puts each ladder into its place.
 */

const text = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'Leave out line breaks and invisible characters.');
const count = z.int().nonnegative();
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/u, 'Use lower-case letters, digits and hyphens, and begin with a letter.');

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'Give a time as HH:MM, such as 10:00.')
  .transform((written): ClockTime => {
    const [hour = 0, minute = 0] = written.split(':').map(Number);
    return { hour, minute };
  });

const writtenDue = z.strictObject({
  after: id.optional(),
  beginningWith: id.optional(),
  before: id.optional(),
  given: z.literal(true).optional(),
  when: z.enum(milestoneEvents).optional(),
  days: count.optional(),
  weeks: z.int().positive().optional(),
  months: z.int().positive().optional(),
  workingDays: z.int().positive().optional(),
});

const dueRule = writtenDue.transform((written, context): DueRule => {
  const read = readDue(written);
  if (typeof read !== 'string') return read;
  context.addIssue({ code: 'custom', message: read });
  return z.NEVER;
});

/** Returns the rule, or a sentence that says what is wrong with it. */
function readDue(written: z.output<typeof writtenDue>): DueRule | string {
  const { after, beginningWith, before, given, when } = written;
  const anchors = [after, beginningWith, before, given].filter((one) => one !== undefined);
  if (anchors.length !== 1) {
    return 'Say what it counts from, with exactly one of after, beginningWith, before and given.';
  }
  const spans = spansIn(written);
  const [span] = spans;
  if (given === true) {
    return span === undefined && when === undefined
      ? { given }
      : 'A given date is not counted. Leave out the number and when.';
  }
  if (span === undefined || spans.length > 1) {
    return 'Say how far it counts, with exactly one of days, weeks, months and workingDays.';
  }
  if (before !== undefined) {
    return when === undefined ? { before, ...span } : 'A count back starts from a due date. Leave out when.';
  }
  if (after !== undefined) return { after, when, ...span };
  return 'days' in span && span.days === 0
    ? 'A period that begins with a day has at least one day. Give 1 or more days.'
    : { beginningWith: beginningWith ?? '', when, ...span };
}

function spansIn({ days, weeks, months, workingDays }: z.output<typeof writtenDue>): Span[] {
  return [
    ...(days === undefined ? [] : [{ days }]),
    ...(weeks === undefined ? [] : [{ weeks }]),
    ...(months === undefined ? [] : [{ months }]),
    ...(workingDays === undefined ? [] : [{ workingDays }]),
  ];
}

const rungTime = z
  .strictObject({
    from: z.union([z.enum(['publication', 'start', 'due']), z.strictObject({ milestone: id })], {
      error: 'Count from "publication", "start", "due" or {"milestone": "<id>"}.',
    }),
    days: z.int().optional(),
    workingDays: z.int().optional(),
  } satisfies FieldsOf<RungTime>)
  .refine(({ days, workingDays }) => (days === undefined) !== (workingDays === undefined), {
    error: 'Say how far it counts, with exactly one of days and workingDays.',
  });

const rungRule = z.strictObject({
  id: id.refine((written) => !eventRungIds.some((known) => known === written), {
    error: 'Revisit uses this id for an email of its own. Choose another one.',
  }),
  label: text,
  kind: z.enum(['information', 'request', 'reminder', 'chaser', 'task']),
  task: z.enum(ladderTasks).optional(),
  at: rungTime,
  to: z.array(id).min(1, 'Name at least one role, owner or programme-head.').readonly(),
  requestAcceptedWorkingDays: count.optional(),
  weekly: z.boolean().optional(),
} satisfies FieldsOf<RungRule>);

const columnTitle = text.max(12, 'Use 12 characters or fewer, because it is the title of a narrow column.');

const everyMilestone = {
  name: text,
  heading: text.optional(),
  column: columnTitle,
  due: dueRule,
  noEarlierThan: dueRule.optional(),
  ground: text,
  policy: z.boolean(),
  publishedFrom: plainDate.optional(),
  rungs: z.array(z.union([rungRule, id])).readonly(),
};

/** The fields that only this kind of milestone has. */
type OwnFields<Rule> = Omit<Rule, keyof StartRule>;

const roundFields = {
  letter: z.string().regex(/^[A-Z]$/u, 'Use one capital letter, such as A.'),
  asksAbout: z.enum(['all', 'open-and-due', 'open']),
  form: z.enum(['action-plan', 'progress']),
  question: text,
  wanted: text,
  wantedAtOnce: text.optional(),
  effort: text.optional(),
  minutesEach: z.number().min(0.5).max(120).optional(),
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
  z.strictObject({ kind: z.literal('round'), ...everyMilestone, ...roundFields }),
  z.strictObject({ kind: z.literal('duty'), ...everyMilestone, ...dutyFields }),
  z.strictObject({ kind: z.literal('decision'), ...everyMilestone }),
  z.strictObject({ kind: z.literal('visit'), ...everyMilestone }),
  z.strictObject({ kind: z.literal('step'), ...everyMilestone }),
]);

const programmeFile = z.strictObject({
  id,
  version: z.int().positive(),
  name: text,
  subject: text,
  body: z.strictObject({
    kind: id,
    noun: text,
    nouns: text,
    column: columnTitle.optional(),
  } satisfies FieldsOf<BodyWords>),
  bankHolidays: z.enum(countries).optional(),
  report: z.strictObject({ long: text, short: text, published: text } satisfies FieldsOf<ReportWords>),
  terms: z.strictObject({
    person: text,
    people: text,
    served: text,
    witnesses: text,
    document: text,
  } satisfies FieldsOf<FormTerms>),
  care: text,
  sendingHours: z
    .strictObject({ from: clockTime, until: clockTime } satisfies FieldsOf<Programme['sendingHours']>)
    .refine(({ from, until }) => minutes(from) < minutes(until), {
      error: 'The sending hours must begin before they end, on the same day.',
    }),
  lateRequestWorkingDays: z.int().positive(),
  readingWorkingDays: z.int().positive(),
  amendingWorkingDays: count,
  recordedDays: z.record(id, text).optional(),
  roles: z.record(
    id,
    z.strictObject({ name: text, part: z.enum(roleParts) } satisfies FieldsOf<Omit<RoleRule, 'id'>>),
  ),
  ladders: z.record(id, z.array(rungRule).readonly()).optional(),
  milestones: z.record(id, milestone),
});

export type WrittenProgramme = z.input<typeof programmeFile>;

/** The fields that a place of the file can have. Errors suggest one of them for a field with a typing mistake. */
export const programmeFields = {
  file: Object.keys(programmeFile.shape),
  body: ['kind', 'noun', 'nouns', 'column'],
  report: ['long', 'short', 'published'],
  terms: ['person', 'people', 'served', 'witnesses', 'document'],
  sendingHours: ['from', 'until'],
  role: ['name', 'part'],
  milestone: ['kind', ...Object.keys({ ...everyMilestone, ...roundFields, ...dutyFields })],
  due: Object.keys(writtenDue.shape),
  rung: Object.keys(rungRule.shape),
  at: ['from', 'days', 'workingDays'],
} as const;

export const programmeSchema = programmeFile.transform((file, context): Programme => {
  const { ladders, roles, recordedDays, milestones, ...rest } = file;
  for (const { path, problem } of missingLadders(file)) {
    context.addIssue({ code: 'custom', message: problem, path });
  }
  return {
    ...rest,
    recordedDays: Object.entries(recordedDays ?? {}).map(([dayId, name]) => ({ id: dayId, name })),
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
});

function missingLadders({ ladders, milestones }: z.output<typeof programmeFile>) {
  return Object.entries(milestones).flatMap(([milestoneId, { rungs }]) =>
    rungs.flatMap((rung, place) =>
      typeof rung !== 'string' || ladders?.[rung] !== undefined
        ? []
        : [
            {
              path: ['milestones', milestoneId, 'rungs', place],
              problem: `There is no ladder "${rung}". Add it to "ladders", or write the rung out.`,
            },
          ],
    ),
  );
}

function minutes({ hour, minute }: ClockTime): number {
  return hour * 60 + minute;
}

function capitalise(written: string): string {
  return written.charAt(0).toUpperCase() + written.slice(1);
}
