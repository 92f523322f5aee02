import { countedFromDueOf } from '../domain/clocks/count-due.ts';
import {
  findRule,
  WEEK,
  type DueRule,
  type MilestoneKind,
  type MilestoneRule,
  type Programme,
  type RoundRule,
  type RungRule,
} from '../domain/programme.ts';

/** A rule that a programme breaks, with its place in the file. */
export interface ProgrammeProblem {
  readonly path: readonly (string | number)[];
  /** What is wrong and what to write instead. */
  readonly problem: string;
}

/** Returns every rule that a programme breaks. The format of its fields is right already. */
export function problemsOf(programme: Programme): ProgrammeProblem[] {
  return [
    ...problemsOfKinds(programme),
    ...problemsOfRoles(programme),
    ...programme.milestones.flatMap((rule) => [
      ...problemsOfCounting(rule, programme),
      ...problemsOfRungs(rule, programme),
      ...(rule.kind === 'round' ? problemsOfWords(rule) : []),
    ]),
  ];
}

function problemsOfKinds({ milestones }: Programme): ProgrammeProblem[] {
  const problems: ProgrammeProblem[] = [];
  const of = (kind: MilestoneKind): readonly MilestoneRule[] =>
    milestones.filter((rule) => rule.kind === kind);
  for (const kind of ['start', 'visit', 'decision', 'duty'] as const) {
    const [, second] = of(kind);
    if (second !== undefined) {
      problems.push(
        at(second, `Another milestone has the kind ${kind} already. A programme has one at most.`, 'kind'),
      );
    }
  }
  if (of('start').length === 0) {
    problems.push({
      path: ['milestones'],
      problem: 'No milestone has the kind start. Add one for the day that starts the clocks.',
    });
  }
  const letters = new Map<string, string>();
  for (const rule of milestones) {
    if (rule.id === WEEK)
      problems.push(at(rule, `No milestone can have the id ${WEEK}. Choose another one.`));
    if (rule.kind !== 'round') continue;
    const other = letters.get(rule.letter);
    if (other !== undefined) {
      problems.push(
        at(rule, `The round ${other} has the letter ${rule.letter} already. Use another one.`, 'letter'),
      );
    }
    letters.set(rule.letter, rule.id);
  }
  return problems;
}

function problemsOfRoles({ roles, milestones }: Programme): ProgrammeProblem[] {
  const problems: ProgrammeProblem[] = [];
  if (!roles.some(({ part }) => part === 'answers')) {
    problems.push({
      path: ['roles'],
      problem: 'No role has the part answers. Give it to the role that gets the requests.',
    });
  }
  for (const { id } of roles) {
    if (!isStaff(id)) continue;
    problems.push({
      path: ['roles', id],
      problem: `${id} is a role of the inspectorate itself. Choose another id.`,
    });
  }
  for (const rule of milestones) {
    if (rule.kind !== 'duty') continue;
    const role = roles.find(({ id }) => id === rule.role);
    if (role?.part !== 'outside') {
      problems.push(at(rule, `${rule.role} is not a role with the part outside. Add it to "roles".`, 'role'));
    }
  }
  return problems;
}

/** The events that a milestone of each kind can have. */
const events: Readonly<Record<MilestoneKind, readonly string[]>> = {
  start: ['due'],
  round: ['due', 'answered', 'accepted'],
  duty: ['due'],
  decision: ['due'],
  visit: ['due', 'held'],
  step: ['due', 'done'],
};

/** Checks what a date counts from. A count must end at the start, at a recorded day or at an event. */
function problemsOfCounting(rule: MilestoneRule, programme: Programme): ProgrammeProblem[] {
  const fields = [['due', rule.due] as const, ['noEarlierThan', rule.noEarlierThan] as const];
  return fields.flatMap(([field, due]) => {
    if (due === undefined || 'given' in due) return [];
    const anchor = 'before' in due ? due.before : 'after' in due ? due.after : due.beginningWith;
    const other = findRule(programme, anchor);
    if (other !== undefined) {
      const event = 'before' in due ? 'due' : (due.when ?? 'due');
      if (!events[other.kind].includes(event)) {
        return at(
          rule,
          `A milestone of the kind ${other.kind} is never "${event}". Use one of ${events[other.kind].join(', ')}.`,
          field,
        );
      }
      return circleProblems(rule, { due, programme, field });
    }
    const known = [...programme.milestones, ...programme.recordedDays].map(({ id }) => id);
    return programme.recordedDays.some(({ id }) => id === anchor)
      ? []
      : at(rule, `There is no "${anchor}" to count from. Use one of ${known.join(', ')}.`, field);
  });
}

function circleProblems(
  rule: MilestoneRule,
  { due, programme, field }: { due: DueRule; programme: Programme; field: string },
): ProgrammeProblem[] {
  if (rule.kind === 'start') return [];
  const seen = new Set([rule.id]);
  for (let next = countedFromDueOf(due); next !== undefined;) {
    if (seen.has(next)) {
      const path = [...seen, next].join(' from ');
      return [at(rule, `The date counts from itself: ${path}. Count one of them from the start.`, field)];
    }
    seen.add(next);
    const other = findRule(programme, next);
    next = other === undefined || other.kind === 'start' ? undefined : countedFromDueOf(other.due);
  }
  return [];
}

function problemsOfRungs(rule: MilestoneRule, programme: Programme): ProgrammeProblem[] {
  const { rungs } = rule;
  const problems: ProgrammeProblem[] = [];
  const requests = rungs.filter(({ kind }) => kind === 'request').length;
  if (rule.kind === 'round' && requests !== 1) {
    problems.push(at(rule, 'A round must have exactly one rung of the kind request.', 'rungs'));
  } else if (rule.kind !== 'round' && requests > 0) {
    problems.push(at(rule, 'Only a round can have a rung of the kind request. Use another kind.', 'rungs'));
  } else if (rule.kind === 'round' && rungs[0]?.kind !== 'request') {
    problems.push(
      at(rule, 'The request must come before the other rungs of its round. Put it first.', 'rungs'),
    );
  }
  const ids = rungs.map(({ id }) => id);
  for (const [place, rung] of rungs.entries()) {
    const say = (problem: string): void => void problems.push(at(rule, problem, 'rungs', rung.id));
    if (ids.indexOf(rung.id) !== place)
      say('The milestone has this rung twice. Give one of them another id.');
    for (const problem of problemsOfRung(rung, { rule, programme })) say(problem);
  }
  return problems;
}

function problemsOfRung(
  rung: RungRule,
  { rule, programme }: { rule: MilestoneRule; programme: Programme },
): string[] {
  const problems: string[] = [];
  const { kind, task, at: time, to } = rung;
  if ((kind === 'task') !== (task !== undefined)) {
    problems.push(
      kind === 'task'
        ? 'A task must say which task it is, with "task".'
        : 'Only a rung of the kind task can have "task". Leave it out.',
    );
  }
  for (const name of to) {
    if (isStaff(name) || programme.roles.some(({ id }) => id === name)) continue;
    const known = [...programme.roles.map(({ id }) => id), 'owner', 'programme-head'].join(', ');
    problems.push(`"${name}" is not a role of the programme. Use one of ${known}.`);
  }
  if (kind === 'task' && !to.every(isStaff)) {
    problems.push('A task is for the inspectorate. Address it to owner or programme-head.');
  }
  if (kind !== 'task' && to.some(isStaff)) {
    problems.push('An email of a ladder goes to the body or to somebody with a duty. Address it to a role.');
  }
  if (kind !== 'task' && ['decision', 'visit', 'step'].includes(rule.kind)) {
    problems.push(`A milestone of the kind ${rule.kind} is the inspectorate's own, so its rungs are tasks.`);
  }
  if (kind === 'chaser' && rule.kind !== 'round') {
    problems.push('Only a round can have a chaser. Use the kind reminder.');
  }
  const offset = time.workingDays ?? time.days ?? 0;
  if (kind === 'reminder' && !(time.from === 'due' && offset < 0)) {
    problems.push('A reminder must come before the due date. Count from "due", with a number below 0.');
  }
  if (kind === 'chaser' && !(time.from === 'due' && offset > 0)) {
    problems.push('A chaser must come after the due date. Count from "due", with a number above 0.');
  }
  if ((kind === 'reminder' || kind === 'chaser') && (rung.requestAcceptedWorkingDays ?? 0) === 0) {
    problems.push(
      'Say how many working days ago their mail system must have accepted the first email, with "requestAcceptedWorkingDays".',
    );
  }
  if (typeof time.from === 'object') {
    const { milestone } = time.from;
    if (findRule(programme, milestone) === undefined) problems.push(`There is no milestone "${milestone}".`);
  }
  return problems;
}

/** The placeholders that a question can hold. */
const placeholders = ['body', 'recommendations', 'report'];

function problemsOfWords(rule: RoundRule): ProgrammeProblem[] {
  return [...rule.question.matchAll(/\{(?<name>[^}]*)\}/gu)].flatMap(({ groups }) => {
    const name = groups?.['name'] ?? '';
    return placeholders.includes(name)
      ? []
      : at(
          rule,
          `{${name}} is not a placeholder. Use ${placeholders.map((one) => `{${one}}`).join(', ')}.`,
          'question',
        );
  });
}

function isStaff(role: string): boolean {
  return role === 'owner' || role === 'programme-head';
}

function at({ id }: MilestoneRule, problem: string, ...field: readonly string[]): ProgrammeProblem {
  return { path: ['milestones', id, ...field], problem };
}
