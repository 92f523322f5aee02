import type { MilestoneRule, RungRule } from './programme.ts';

/**
 * The emails that an event causes, whatever the programme. To make a new one, add a row. The compiler then names each
 * place that must handle it. docs/how-to-add.md has the steps.
 *
 * A programme has the rungs of its ladders. See RungRule in programme.ts. `describeRung` knows both.
 */
const table = {
  receipt: {
    label: 'receipt',
    written: 'section',
    section: 'receipt',
    alone: true,
    answersSomebody: true,
  },
  'mail-received': { label: 'email received', written: 'by its sender' },
  'reply-read': { label: 'reply read', written: 'by its sender' },
  'files-refused': { label: 'files refused', written: 'by its sender' },
  questions: { label: 'questions', written: 'section', section: 'questions', link: true },
  announced: {
    label: 'visit announced',
    written: 'section',
    section: 'announced',
    alone: true,
  },
  correction: { label: 'correction', written: 'section', section: 'correction' },
  'others-did': { label: 'what others did', written: 'section', section: 'others-did' },
  // Nobody who answers can be reached. If somebody else got the email instead, the alert is about the address alone.
  'nobody-reachable': { label: 'nobody reachable', written: 'alert', alone: true },
  unreachable: { label: 'address failed', written: 'alert', alone: true },
  complaint: { label: 'complaint', written: 'alert', alone: true },
  'holds-old-date': { label: 'tell them', written: 'alert', alone: true },
  'more-time-asked': { label: 'more time asked', written: 'alert', alone: true },
  'sent-another-way': { label: 'sent another way', written: 'alert', alone: true },
  'not-the-right-person': { label: 'wrong person', written: 'alert', alone: true },
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
  /** True if the rung never shares an email with others. */
  readonly alone?: true;
  /** True if the email carries the reader's own link to the form. */
  readonly link?: true;
  /** True if the email answers something that a person did. */
  readonly answersSomebody?: true;
}

/** A rung that goes to a body, or to somebody with a duty, as a section of an email. */
export interface SectionRung extends EveryRung {
  readonly written: 'section';
  /** The facts that the section states. */
  readonly section: SectionKind;
}

/** The kinds of section, the most urgent first. The most urgent section of an email decides its subject. */
export const sectionKinds = [
  'last-chaser',
  'chaser',
  'questions',
  'reminder',
  'request',
  'statutory-again',
  'announced',
  'receipt',
  'others-did',
  'correction',
  'dates',
  'statutory',
] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** A rung that goes to someone at a body as a letter of its own. */
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
}

/** A rung that no decision sends. The use case that causes it writes and sends the email. */
interface OtherRung extends EveryRung {
  readonly written: 'by its sender';
}

type Table = typeof table;
/** The id of a rung: a row of the table, or a rung of the programme's ladder. */
export type RungId = string;
type TableRungId = keyof Table;

/** The ids of the rungs that have these values in their row. */
type RungWith<Row extends object> = {
  [Id in TableRungId]: Table[Id] extends Row ? Id : never;
}[TableRungId];

export type AlertRungId = RungWith<{ written: 'alert' }>;
export type LetterRungId = RungWith<{ written: 'letter' }>;
/** The rungs that an event causes and a decision sends. */
export type EventRungId = Exclude<TableRungId, RungWith<{ written: 'by its sender' }>>;

/** The ids of the table. A ladder may not use them for its own rungs. */
export const eventRungIds: readonly TableRungId[] = Object.keys(table).filter(isInTable);

function isInTable(id: string): id is TableRungId {
  return Object.hasOwn(table, id);
}

/**
 * Returns what is true of a rung: how it is written, how urgent it is, and what people call it. Returns undefined if
 * the milestone has no such rung.
 */
export function describeRung(rule: MilestoneRule | undefined, id: RungId): Rung | undefined {
  if (isInTable(id)) return table[id];
  const rung = rule?.rungs.find((candidate) => candidate.id === id);
  return rule === undefined || rung === undefined ? undefined : describeLadderRung(rule, rung);
}

function describeLadderRung(rule: MilestoneRule, { id, kind, label }: RungRule): Rung {
  switch (kind) {
    case 'task':
      return { label, written: 'task' };
    case 'information':
      return rule.kind === 'duty'
        ? { label, written: 'section', section: 'statutory' }
        : { label, written: 'section', section: 'dates' };
    case 'request':
      return { label, written: 'section', section: 'request', link: true };
    case 'reminder':
      return rule.kind === 'duty'
        ? { label, written: 'section', section: 'statutory-again' }
        : { label, written: 'section', section: 'reminder', link: true };
    case 'chaser':
      return isLastOfSeveral(rule, id)
        ? { label, written: 'section', section: 'last-chaser', link: true }
        : { label, written: 'section', section: 'chaser', link: true };
  }
}

/** The last of several chasers says that it is the last. A single chaser offers help. */
function isLastOfSeveral({ rungs }: MilestoneRule, id: RungId): boolean {
  const chasers = rungs.filter(({ kind }) => kind === 'chaser');
  return chasers.length > 1 && chasers.at(-1)?.id === id;
}

/** Returns the label of a rung, or its id if the milestone has no such rung. */
export function labelOfRung(rule: MilestoneRule | undefined, id: RungId): string {
  return describeRung(rule, id)?.label ?? id;
}

/** Returns the id of the rung that opens a round. */
export function requestIdOf({ rungs }: MilestoneRule): RungId | undefined {
  return rungs.find(({ kind }) => kind === 'request')?.id;
}

export function isLetterRung(id: RungId): id is LetterRungId {
  return isInTable(id) && table[id].written === 'letter';
}

export function isAlertRung(id: RungId): id is AlertRungId {
  return isInTable(id) && table[id].written === 'alert';
}
