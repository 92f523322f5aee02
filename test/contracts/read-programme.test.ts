import { describe, expect, it } from 'vitest';
import { readProgramme, type ReadProgramme } from '../../shared/contracts/read-programme.ts';
import { writeProgramme } from '../../shared/contracts/write-programme.ts';
import { ncpi } from '../builders/ncpi.ts';

function read(file: unknown): ReadProgramme {
  return readText(typeof file === 'string' ? file : JSON.stringify(file));
}

function readText(text: string): ReadProgramme {
  return readProgramme(text, { like: (id) => (id === 'ncpi' ? writeProgramme(ncpi) : undefined) });
}

function faultsOf(file: unknown): string[] {
  const found = read(file);
  return found.ok ? [] : found.faults.map(({ where, problem }) => `${where}: ${problem}`);
}

/** The smallest file: a programme like another one, with what differs. */
const small = { like: 'ncpi', id: 'custody', name: 'Police custody inspection', subject: 'custody' };

/** Returns the whole file of the first programme with one place changed. A value of undefined takes the field away. */
function changed(path: string, value: unknown): unknown {
  const steps = path.split('/');
  const change = (place: unknown, [step = '', ...further]: readonly string[]): unknown => {
    const next: unknown = further.length === 0 ? value : change(Reflect.get(Object(place), step), further);
    return Array.isArray(place)
      ? place.map((one: unknown, at) => (String(at) === step ? next : one))
      : { ...Object(place), [step]: next };
  };
  const file: unknown = JSON.parse(JSON.stringify(change(writeProgramme(ncpi), steps)));
  return file;
}

const round = 'milestones/six-week-response';
const rung = `${round}/rungs/1`;

describe('A programme file that is like another programme', () => {
  it('needs only what differs, and keeps the rest of the other programme', () => {
    const found = read(small);
    if (!found.ok) throw new Error(JSON.stringify(found.faults));
    expect(found.programme).toMatchObject({ id: 'custody', version: 1, subject: 'custody' });
    expect(found.programme.milestones.map(({ id }) => id)).toEqual(ncpi.milestones.map(({ id }) => id));
  });

  it('replaces whole dates, and removes what is null', () => {
    const found = read({
      ...small,
      milestones: {
        'six-week-response': { due: { after: 'publication', weeks: 12 } },
        'three-month-update': null,
      },
    });
    if (!found.ok) throw new Error(JSON.stringify(found.faults));
    const rules = found.programme.milestones;
    expect(rules.find(({ id }) => id === 'six-week-response')?.due).toEqual({
      after: 'publication',
      weeks: 12,
    });
    expect(rules.some(({ id }) => id === 'three-month-update')).toBe(false);
  });
});

const wrong: [string, unknown, string][] = [
  ['is not JSON', '{ "id": "custody" "name": "x" }', 'the file: The file is not JSON: line 1'],
  ['ends in the middle', '{ "id": "custody",', 'the file: The file is not JSON'],
  ['is a list', [], 'the file: A programme is an object. Begin with {.'],
  ['is like nothing known', { ...small, like: 'ncpj' }, 'like: There is no programme "ncpj"'],
  [
    'is like another programme but has no id of its own',
    { like: 'ncpi', name: 'x' },
    'id: Give the id of the new',
  ],
  ['has no name', { like: 'ncpi', id: 'custody' }, 'name: Give the name of the new'],
  ['lacks the subject', changed('subject', undefined), 'subject: This field is missing. Give text'],
  ['has an empty subject', changed('subject', ''), 'subject: This text is empty. Write something.'],
  ['has a number for a name', changed('name', 7), 'name: Give text in quotation marks, not 7.'],
  ['has capital letters in its id', changed('id', 'Custody'), 'id: Use lower-case letters'],
  ['has version 0', changed('version', 0), 'version: Give a whole number of 1 or more.'],
  ['has half a version', changed('version', 1.5), 'version: Give a whole number, not 1.5.'],
  [
    'misspells a field',
    changed('subjct', 'custody'),
    'subjct: There is no such field here. Did you mean subject?',
  ],
  [
    'has a field that nobody knows',
    changed('colour', 'red'),
    'colour: There is no such field here. The fields are',
  ],
  [
    'has an hour that does not exist',
    changed('sendingHours/from', '25:00'),
    'sendingHours.from: Give a time as HH:MM',
  ],
  [
    'writes the hour in words',
    changed('sendingHours/from', '10am'),
    'sendingHours.from: Give a time as HH:MM',
  ],
  [
    'stops sending before it starts',
    changed('sendingHours/until', '09:00'),
    'sendingHours: The sending hours must begin',
  ],
  [
    'gives a late request no days',
    changed('lateRequestWorkingDays', 0),
    'lateRequestWorkingDays: Give a whole number of 1',
  ],
  [
    'gives a role no part',
    changed('roles/lead', { name: 'lead' }),
    'roles.lead.part: This field is missing. Use one of answers',
  ],
  [
    'misspells a part',
    changed('roles/lead/part', 'answer'),
    'roles.lead.part: "answer" is not possible here. Did you mean answers?',
  ],
  [
    'has nobody who answers',
    changed('roles/lead/part', 'heads'),
    'roles: No role has the part answers. Give it',
  ],
  [
    'calls a role of the body owner',
    changed('roles/owner', { name: 'owner', part: 'heads' }),
    'roles.owner: owner is a role of the inspectorate itself. Choose another id.',
  ],
  [
    'has a milestone without a kind',
    changed(`${round}/kind`, undefined),
    'milestones.six-week-response.kind: This field is missing. Use one of start, round',
  ],
  [
    'has a kind that nobody knows',
    changed(`${round}/kind`, 'rond'),
    'milestones.six-week-response.kind: "rond" is not possible here. Did you mean round?',
  ],
  [
    'has a milestone id with a space',
    changed('milestones/six weeks', {}),
    'milestones.six weeks: This id is not allowed. Use lower-case',
  ],
  [
    'gives a column too long a title',
    changed(`${round}/column`, 'six-week response'),
    'milestones.six-week-response.column: Use 12 characters or fewer',
  ],
  [
    'counts from nothing',
    changed(`${round}/due`, { days: 42 }),
    'milestones.six-week-response.due: Say what it counts from',
  ],
  [
    'counts from two things',
    changed(`${round}/due`, { after: 'publication', before: 'revisit', days: 3 }),
    'milestones.six-week-response.due: Say what it counts from',
  ],
  [
    'does not say how far it counts',
    changed(`${round}/due`, { after: 'publication' }),
    'milestones.six-week-response.due: Say how far it counts',
  ],
  [
    'counts in days and in months',
    changed(`${round}/due`, { after: 'publication', days: 1, months: 1 }),
    'milestones.six-week-response.due: Say how far it counts',
  ],
  [
    'writes the number in words',
    changed(`${round}/due`, { after: 'publication', days: 'six weeks' }),
    'milestones.six-week-response.due.days: Give a number, not "six weeks".',
  ],
  [
    'counts from a milestone that does not exist',
    changed(`${round}/due`, { after: 'publicaton', days: 42 }),
    'milestones.six-week-response.due: There is no "publicaton" to count from. Use one of publication',
  ],
  [
    'waits for an event that never happens',
    changed(`${round}/due`, { after: 'revisit', when: 'answered', days: 1 }),
    'milestones.six-week-response.due: A milestone of the kind visit is never "answered". Use one of due, held.',
  ],
  [
    'counts from itself',
    changed(`${round}/due`, { before: 'six-week-response', days: 1 }),
    'milestones.six-week-response.due: The date counts from itself',
  ],
  [
    'counts in a circle',
    changed('milestones/revisit/due', { after: 'pre-revisit-update', days: 1 }),
    'milestones.pre-revisit-update.due: The date counts from itself',
  ],
  [
    'counts a given date',
    changed(`${round}/due`, { given: true, days: 3 }),
    'milestones.six-week-response.due: A given date is not counted. Leave out',
  ],
  [
    'begins with a day and has none',
    changed(`${round}/due`, { beginningWith: 'publication', days: 0 }),
    'milestones.six-week-response.due: A period that begins with a day has at least one day.',
  ],
  [
    'has a day that does not exist',
    changed('milestones/local-policing-body-comments/publishedFrom', '2017-02-30'),
    'milestones.local-policing-body-comments.publishedFrom: Give a date as YYYY-MM-DD',
  ],
  [
    'has two starts',
    changed('milestones/again', { ...writeProgramme(ncpi).milestones['publication'] }),
    'milestones.again.kind: Another milestone has the kind start already.',
  ],
  [
    'has no start',
    changed('milestones/publication', undefined),
    'milestones: No milestone has the kind start. Add one',
  ],
  [
    'uses a letter twice',
    changed('milestones/three-month-update/letter', 'A'),
    'milestones.three-month-update.letter: The round six-week-response has the letter A already. Use another one.',
  ],
  [
    'uses a small letter',
    changed(`${round}/letter`, 'a'),
    'milestones.six-week-response.letter: Use one capital letter',
  ],
  [
    'has a placeholder that nobody knows',
    changed(`${round}/question`, 'how {force} is doing'),
    'milestones.six-week-response.question: {force} is not a placeholder. Use {body}',
  ],
  [
    'has a round without a request',
    changed(`${round}/rungs`, []),
    'milestones.six-week-response.rungs: A round must have exactly one rung of the kind request.',
  ],
  [
    'names a ladder that it does not have',
    changed(`${round}/rungs`, ['after-request']),
    'milestones.six-week-response.rungs.0: There is no ladder "after-request". Add it',
  ],
  [
    'has the request last',
    changed(
      `${round}/rungs`,
      [...(writeProgramme(ncpi).milestones['six-week-response']?.rungs ?? [])].reverse(),
    ),
    'milestones.six-week-response.rungs: The request must come before',
  ],
  [
    'has a rung twice',
    changed(`${rung}/id`, 'request'),
    'milestones.six-week-response.rungs.request: The milestone has this rung twice. Give one',
  ],
  [
    'uses an id of Revisit for a rung',
    changed(`${rung}/id`, 'digest'),
    'milestones.six-week-response.rungs.1.id: Revisit uses this id',
  ],
  [
    'misspells the kind of a rung',
    changed(`${rung}/kind`, 'remindr'),
    'milestones.six-week-response.rungs.1.kind: "remindr" is not possible here. Did you mean reminder?',
  ],
  [
    'does not count a rung',
    changed(`${rung}/at`, { from: 'due' }),
    'milestones.six-week-response.rungs.1.at: Say how far it counts',
  ],
  [
    'counts a rung from nothing known',
    changed(`${rung}/at`, { from: 'yesterday', days: 1 }),
    'milestones.six-week-response.rungs.1.at.from: Count from "publication"',
  ],
  [
    'reminds after the due date',
    changed(`${rung}/at`, { from: 'due', workingDays: 1 }),
    'milestones.six-week-response.rungs.nudge: A reminder must come before the due date. Count from',
  ],
  [
    'chases before the due date',
    changed(`${round}/rungs/2/at`, { from: 'due', workingDays: -1 }),
    'milestones.six-week-response.rungs.can-we-help: A chaser must come after the due date.',
  ],
  [
    'chases somebody whom nobody asked',
    changed(`${round}/rungs/2/requestAcceptedWorkingDays`, 0),
    'milestones.six-week-response.rungs.can-we-help: Say how many working days',
  ],
  [
    'writes to a role that it does not have',
    changed(`${rung}/to`, ['mayor']),
    'milestones.six-week-response.rungs.nudge: "mayor" is not a role of the programme. Use one of lead',
  ],
  [
    'writes to nobody',
    changed(`${rung}/to`, []),
    'milestones.six-week-response.rungs.1.to: This list is empty. Name at least one.',
  ],
  [
    'gives a task to the body',
    changed(`${round}/rungs/4/to`, ['lead']),
    'milestones.six-week-response.rungs.ring: A task is for the inspectorate. Address it',
  ],
  [
    'has a task that is not a task',
    changed(`${round}/rungs/4/kind`, 'information'),
    'milestones.six-week-response.rungs.ring: Only a rung of the kind task can have "task". Leave it out.',
  ],
  [
    'hurries the body about the visit',
    changed('milestones/revisit/rungs/0', {
      id: 'hurry',
      label: 'hurry',
      kind: 'information',
      at: { from: 'due', days: -3 },
      to: ['lead'],
    }),
    "milestones.revisit.rungs.hurry: A milestone of the kind visit is the inspectorate's own",
  ],
  [
    'gives a duty to somebody inside the body',
    changed('milestones/local-policing-body-comments/role', 'lead'),
    'milestones.local-policing-body-comments.role: lead is not a role with the part outside. Add it',
  ],
];

describe('The error for a wrong programme file', () => {
  it.each(wrong)('that %s is refused, and the fault names its place', (_what, file, fault) => {
    expect(faultsOf(file)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('names all faults together', () => {
    const file = { ...writeProgramme(ncpi), subject: '', version: 0, care: 3 };
    expect(faultsOf(file).map((fault) => fault.split(':')[0])).toEqual(['version', 'subject', 'care']);
  });

  it.each(wrong)('that %s says what to write instead', (_what, file) => {
    for (const fault of faultsOf(file)) {
      expect(fault).toMatch(
        /\b(?:Use|Give|Write|Choose|Leave|Say|Put|Add|Count|Address|Begin|Did you mean|Name|revisit programme list|The fields are|Often|must|A programme has|has at least|its rungs are tasks)\b/u,
      );
    }
  });
});
