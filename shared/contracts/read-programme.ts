import type * as z from 'zod';
import { editDistance } from '../domain/people/naming.ts';
import type { MilestoneRule, Programme } from '../domain/programme.ts';
import { problemsOf } from './programme-problems.ts';
import { programmeFields, programmeSchema, type WrittenProgramme } from './programme.ts';

/** A fault of a programme file: its place, and what to write instead. */
export interface ProgrammeFault {
  /** The path of the field, such as `milestones.six-week-response.due`. */
  readonly where: string;
  readonly problem: string;
}

export type ReadProgramme =
  | { readonly ok: true; readonly programme: Programme }
  | { readonly ok: false; readonly faults: readonly ProgrammeFault[] };

/** Finds the file of a programme that another file is like. */
type FindLike = (id: string) => WrittenProgramme | undefined;

/**
 * Reads the text of a programme file. A file can say `"like": "ncpi"` and hold only what differs. An object is joined
 * field by field, `null` takes a field away, and a list replaces the other list.
 *
 * @returns the programme, or every fault that the text has.
 */
export function readProgramme(text: string, { like }: { like: FindLike }): ReadProgramme {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    return { ok: false, faults: [{ where: 'the file', problem: explainSyntax(error, text) }] };
  }
  if (!isObject(written)) {
    return { ok: false, faults: [{ where: 'the file', problem: 'A programme is an object. Begin with {.' }] };
  }
  const joined = joinLike(written, like);
  if (!joined.ok) return joined;
  const parsed = programmeSchema.safeParse(joined.file);
  if (!parsed.success) {
    return { ok: false, faults: parsed.error.issues.flatMap((issue) => explain(issue, joined.file)) };
  }
  const faults = problemsOf(parsed.data).map(({ path, problem }) => ({ where: path.join('.'), problem }));
  return faults.length === 0 ? { ok: true, programme: parsed.data } : { ok: false, faults };
}

/** What a file leaves as it is in the programme that it is like. */
export interface TakenOver {
  /** The id of the other programme. */
  readonly from: string;
  /** The milestones that the file does not name. */
  readonly milestones: readonly MilestoneRule[];
  /** The other fields that the file does not have, such as `terms`. */
  readonly fields: readonly string[];
}

/** The fields that a file need not have, or always takes from itself. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['id', 'version', 'name', 'ladders', 'milestones']);

/** Returns what a programme takes over from the one that its file is like. Returns undefined if it is like none. */
export function listTakenOver(text: string, { milestones }: Programme): TakenOver | undefined {
  const written: unknown = JSON.parse(text);
  if (!isObject(written) || typeof written['like'] !== 'string') return undefined;
  const own = written['milestones'];
  const named = new Set(isObject(own) ? Object.keys(own) : []);
  return {
    from: written['like'],
    milestones: milestones.filter(({ id }) => !named.has(id)),
    fields: programmeFields.file.filter((field) => !OWN_FIELDS.has(field) && !(field in written)),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function joinLike(
  { like: id, ...own }: JsonObject,
  like: FindLike,
):
  | { readonly ok: true; readonly file: JsonObject }
  | { readonly ok: false; readonly faults: ProgrammeFault[] } {
  if (id === undefined) return { ok: true, file: own };
  const name = typeof id === 'string' ? id : JSON.stringify(id);
  const base = like(name);
  if (base === undefined) {
    const problem = `There is no programme "${name}" to be like. revisit programme list shows them.`;
    return { ok: false, faults: [{ where: 'like', problem }] };
  }
  const missing = ['id', 'name'].filter((field) => own[field] === undefined);
  if (missing.length > 0) {
    const faults = missing.map((where) => {
      return {
        where,
        problem: `Give the ${where} of the new programme. It cannot be like that of "${name}".`,
      };
    });
    return { ok: false, faults };
  }
  return { ok: true, file: join({ ...base, version: 1 }, own) };
}

/** Joins two objects field by field. The fields of the second win, and `null` takes a field away. */
function join(base: JsonObject, own: JsonObject): JsonObject {
  const fields = [...new Set([...Object.keys(base), ...Object.keys(own)])];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const [before, value] = [base[field], own[field]];
      if (value === null) return [];
      if (value === undefined) return [[field, before]];
      // A date or a time is counted in one way only, so it is replaced as a whole.
      const joins = isObject(value) && isObject(before) && !wholeFields.has(field);
      return [[field, joins ? join(before, value) : value]];
    }),
  );
}

const wholeFields: ReadonlySet<string> = new Set(['due', 'noEarlierThan', 'at']);

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says where the text stops being JSON, with the line and what stands there. */
function explainSyntax(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const position = Number(/position (?<at>\d+)/u.exec(message)?.groups?.['at'] ?? text.length);
  const before = text.slice(0, position).split('\n');
  const line = text.split('\n')[before.length - 1]?.trim() ?? '';
  const near = line === '' ? '' : ` near ${line.slice(0, 60)}`;
  return `The file is not JSON: line ${before.length}${near}. Often a comma, a quotation mark or a bracket is missing or too many just before it.`;
}

function explain(issue: z.core.$ZodIssue, file: JsonObject): ProgrammeFault[] {
  const where = issue.path.map(String).join('.') || 'the file';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        return { where: [...issue.path.map(String), key].join('.'), problem: unknownField(key, issue.path) };
      });
    case 'invalid_type': {
      const found = valueAt(file, issue.path);
      const wanted = typeWords[issue.expected] ?? issue.expected;
      return [
        found === undefined
          ? { where, problem: `This field is missing. Give ${wanted}.` }
          : { where, problem: `Give ${wanted}, not ${JSON.stringify(found)}.` },
      ];
    }
    case 'invalid_value':
      return [{ where, problem: choose(issue.values.map(String), valueAt(file, issue.path)) }];
    case 'invalid_union':
      return explainUnion(issue, { where, file });
    case 'too_small':
      return [{ where, problem: tooSmall(issue) }];
    case 'invalid_format':
      return [
        {
          where,
          problem: issue.format === 'date' ? 'Give a date as YYYY-MM-DD, such as 2017-04-03.' : issue.message,
        },
      ];
    case 'invalid_key':
      return [{ where, problem: 'This id is not allowed. Use lower-case letters, digits and hyphens.' }];
    default:
      return [{ where, problem: issue.message }];
  }
}

/** Explains a place that allows several forms: a kind of milestone, or a rung or the id of a ladder. */
function explainUnion(
  issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>,
  { where, file }: { where: string; file: JsonObject },
): ProgrammeFault[] {
  const found = valueAt(file, issue.path);
  const inRungs = issue.path.includes('rungs');
  if (inRungs && isObject(found)) {
    // The first form is a rung that is written out.
    const faults = (issue.errors[0] ?? []).flatMap((one) =>
      explain({ ...one, path: [...issue.path, ...one.path] }, file),
    );
    if (faults.length > 0) return faults;
  }
  if (issue.discriminator !== undefined) {
    return [{ where, problem: choose(['start', 'round', 'duty', 'decision', 'visit', 'step'], found) }];
  }
  return [{ where, problem: issue.message }];
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text in quotation marks',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in braces',
  record: 'an object in braces',
};

function tooSmall({ origin, minimum, inclusive }: Extract<z.core.$ZodIssue, { code: 'too_small' }>): string {
  if (origin === 'string') return 'This text is empty. Write something.';
  if (origin === 'array') return 'This list is empty. Name at least one.';
  return `Give a whole number of ${Number(minimum) + (inclusive === false ? 1 : 0)} or more.`;
}

function choose(values: readonly string[], found: unknown): string {
  const written = typeof found === 'string' ? found : JSON.stringify(found);
  if (found === undefined) return `This field is missing. Use one of ${values.join(', ')}.`;
  const meant = closest(written, values);
  return `"${written}" is not possible here. ${meant === undefined ? '' : `Did you mean ${meant}? `}Use one of ${values.join(', ')}.`;
}

function unknownField(key: string, path: readonly PropertyKey[]): string {
  const fields = fieldsAt(path.map(String));
  const meant = closest(key, fields);
  return meant === undefined
    ? `There is no such field here. The fields are ${fields.join(', ')}.`
    : `There is no such field here. Did you mean ${meant}?`;
}

/** Returns the fields that a place of the file can have. */
function fieldsAt(path: readonly string[]): readonly string[] {
  const last = path.at(-1) ?? '';
  if (path.length === 0) return ['like', ...programmeFields.file];
  if (last === 'body') return programmeFields.body;
  if (last === 'report') return programmeFields.report;
  if (last === 'terms') return programmeFields.terms;
  if (last === 'sendingHours') return programmeFields.sendingHours;
  if (last === 'due' || last === 'noEarlierThan') return programmeFields.due;
  if (last === 'at') return programmeFields.at;
  if (path[0] === 'roles') return programmeFields.role;
  if (path.includes('rungs') || path[0] === 'ladders') return programmeFields.rung;
  return programmeFields.milestone;
}

/** Returns the candidate that differs by a slip of the finger or two, if there is one. */
function closest(written: string, candidates: readonly string[]): string | undefined {
  const near = candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(written.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

function valueAt(file: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = file;
  for (const step of path) {
    if (Array.isArray(found)) found = found[Number(step)];
    else if (isObject(found)) found = found[String(step)];
    else return undefined;
  }
  return found;
}
