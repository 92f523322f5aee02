/**
 * The table of rungs. It holds everything that is true of a rung in every programme. To make a new rung, add a row. The
 * compiler then names each place that must handle it. docs/how-to-add.md has the steps.
 *
 * The programme decides when a rung falls and who it is addressed to. See RungRule in programme.ts.
 */
const table = {
  dates: { label: 'the dates', written: 'section', section: 'dates', urgency: 9, ladder: true },
  'statutory-date': {
    label: 'statutory date',
    written: 'section',
    section: 'statutory',
    urgency: 10,
    ladder: true,
  },
  'statutory-reminder': {
    label: 'statutory date again',
    written: 'section',
    section: 'statutory',
    urgency: 6,
    ladder: true,
  },
  request: {
    label: 'request',
    written: 'section',
    section: 'request',
    urgency: 5,
    ladder: true,
    link: true,
  },
  nudge: { label: 'nudge', written: 'section', section: 'reminder', urgency: 4, ladder: true, link: true },
  'can-we-help': {
    label: 'can we help?',
    written: 'section',
    section: 'chaser',
    urgency: 2,
    ladder: true,
    link: true,
  },
  'still-needed': {
    label: 'still needed',
    written: 'section',
    section: 'chaser',
    urgency: 1,
    ladder: true,
    link: true,
  },
  ring: { label: 'ring them', written: 'task', task: 'round', ladder: true },
  decide: { label: 'choose the follow-up', written: 'task', task: 'choice', ladder: true },
  book: { label: 'book the revisit', written: 'task', task: 'revisit', ladder: true },
  unbooked: { label: 'revisit not booked', written: 'task', task: 'revisit', ladder: true },
  'chief-inspectors-list': {
    label: "chief inspector's list",
    written: 'task',
    task: 'revisit',
    ladder: true,
  },
  'needs-a-reason': { label: 'needs a reason', written: 'task', task: 'revisit', ladder: true },
  receipt: {
    label: 'receipt',
    written: 'section',
    section: 'receipt',
    urgency: 8,
    alone: true,
    answersSomebody: true,
  },
  'reply-read': { label: 'reply read', written: 'by its sender' },
  questions: { label: 'questions', written: 'section', section: 'questions', urgency: 3, link: true },
  announced: {
    label: 'visit announced',
    written: 'section',
    section: 'announced',
    urgency: 7,
    alone: true,
  },
  unreachable: { label: 'nobody reachable', written: 'alert', alone: true },
  complaint: { label: 'complaint', written: 'alert', alone: true },
  'more-time-asked': { label: 'more time asked', written: 'alert', alone: true },
  'more-time-answer': {
    label: 'answer on more time',
    written: 'letter',
    alone: true,
    link: true,
    answersSomebody: true,
  },
  handover: { label: 'handed over', written: 'by its sender' },
  digest: { label: 'Monday digest', written: 'by its sender' },
  assurance: { label: 'weekly assurance', written: 'by its sender' },
} satisfies Readonly<Record<string, Rung>>;

export type Rung = SectionRung | LetterRung | AlertRung | TaskRung | OtherRung;

interface EveryRung {
  /** What the rung is about, in very few words. Tables on the terminal show it. */
  readonly label: string;
  /** True if a programme may put the rung on a ladder. Otherwise an event causes it. */
  readonly ladder?: true;
  /** True if the rung never shares an email with others. */
  readonly alone?: true;
  /** True if the email carries the reader's own link to the form. */
  readonly link?: true;
  /** True if the email answers something that a person did. */
  readonly answersSomebody?: true;
}

/** A rung that goes to a force, or to its local policing body, as a section of an email. */
interface SectionRung extends EveryRung {
  readonly written: 'section';
  /** The facts that the section states. */
  readonly section: SectionKind;
  /** 1 is the most urgent. The most urgent section of an email decides its subject. */
  readonly urgency: number;
}

export type SectionKind =
  'dates' | 'request' | 'reminder' | 'chaser' | 'questions' | 'receipt' | 'announced' | 'statutory';

/** A rung that goes to someone at a force as a letter of its own. */
interface LetterRung extends EveryRung {
  readonly written: 'letter';
}

/** A rung that tells the owner something at once. */
interface AlertRung extends EveryRung {
  readonly written: 'alert';
}

/** A rung that is never an email. It is a task for the inspectorate, on the desk and in the Monday digest. */
interface TaskRung extends EveryRung {
  readonly written: 'task';
  /** What the task is about. */
  readonly task: TaskAbout;
}

export type TaskAbout = 'round' | 'choice' | 'revisit';

/** A rung that no decision sends. The use case that causes it writes and sends the email. */
interface OtherRung extends EveryRung {
  readonly written: 'by its sender';
}

type Table = typeof table;
export type RungId = keyof Table;

/** The ids of the rungs that have these values in their row. */
export type RungWith<Row extends object> = {
  [Id in RungId]: Table[Id] extends Row ? Id : never;
}[RungId];

export type LadderRungId = RungWith<{ ladder: true }>;
export type SectionRungId<Kind extends SectionKind = SectionKind> = RungWith<{ section: Kind }>;
export type AlertRungId = RungWith<{ written: 'alert' }>;
export type LetterRungId = RungWith<{ written: 'letter' }>;
/** The rungs that an event causes and a decision sends. */
export type EventRungId = Exclude<RungId, LadderRungId | RungWith<{ written: 'by its sender' }>>;
export type TaskRungId<About extends TaskAbout = TaskAbout> = RungWith<{ task: About }>;

export const rungs: Readonly<Record<RungId, Rung>> = table;

/** Every rung id, in the order of the table. */
export const rungIds: readonly RungId[] = Object.keys(table).filter(isRungId);
export const ladderRungIds: readonly LadderRungId[] = rungIds.filter(isOnLadder);

function isRungId(id: string): id is RungId {
  return Object.hasOwn(table, id);
}

function isOnLadder(id: RungId): id is LadderRungId {
  return rungs[id].ladder === true;
}

export function isSectionRung<Kind extends SectionKind>(
  id: RungId,
  kind: Kind,
): id is RungId & SectionRungId<Kind> {
  const rung = rungs[id];
  return rung.written === 'section' && rung.section === kind;
}

export function isTaskRung<About extends TaskAbout>(
  id: RungId,
  about: About,
): id is RungId & TaskRungId<About> {
  const rung = rungs[id];
  return rung.written === 'task' && rung.task === about;
}

export function isLetterRung(id: RungId): id is LetterRungId {
  return rungs[id].written === 'letter';
}

export function isAlertRung(id: RungId): id is AlertRungId {
  return rungs[id].written === 'alert';
}
