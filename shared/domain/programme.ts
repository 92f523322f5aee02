import type { Country } from './country.ts';
import type { PlainDate } from './dates.ts';

/**
 * A kind of inspection with its own milestones and ladder. A programme is data. contracts/programme.ts checks the data
 * that an admin supplies. data/programmes has the programmes that Revisit comes with.
 */
export interface Programme {
  readonly id: string;
  /** Goes up with every change of the data. Each follow-up stores it, so Revisit can explain a date years later. */
  readonly version: number;
  readonly name: string;
  /** What the report is about, as in a sentence, such as "child protection". */
  readonly subject: string;
  readonly body: BodyWords;
  /** The country whose bank holidays the dates and the sending days leave out. Absent for England and Wales. */
  readonly bankHolidays?: Country;
  readonly report: ReportWords;
  readonly terms: FormTerms;
  /** What people must not write in a return or an email. */
  readonly care: string;
  readonly roles: readonly RoleRule[];
  /** The days that somebody records. Clocks can count from them. */
  readonly recordedDays: readonly RecordedDay[];
  /** Emails leave between these two London clock times on a sending day. */
  readonly sendingHours: { readonly from: ClockTime; readonly until: ClockTime };
  /** The working days that a body gets to answer a late request. */
  readonly lateRequestWorkingDays: number;
  /** The working days that the owner gets to read a return. */
  readonly readingWorkingDays: number;
  /**
   * For how many working days a body may change a return. They start after the due date, or after the return came in
   * if that is later.
   */
  readonly amendingWorkingDays: number;
  readonly milestones: readonly MilestoneRule[];
}

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** The id of a milestone, such as `six-week-response`. The programme chooses it. */
export type MilestoneId = string;
/** The id of a milestone that asks the body for a return. */
export type RoundId = string;
/** The id of a role that a contact holds between two dates, such as `lead`. The programme chooses it. */
export type Role = string;

/**
 * Stands where a notice names its milestone, for the digest and the assurance email. They belong to the inspectorate's
 * own week and not to a report, so no programme may use this id.
 */
export const WEEK = 'week';

/** What a role does in a follow-up. The rules of sending and of the form ask for the part, never for an id. */
export type RolePart =
  /** Gets the requests and answers them. */
  | 'answers'
  /** Gets the requests if nobody who answers can be reached. */
  | 'stands-in'
  /** A more senior officer who approves answers. */
  | 'approves'
  /** A shared mailbox that outlives postings. It gets a copy of everything that goes to the body. */
  | 'mailbox'
  /** The head of the body. */
  | 'heads'
  /** Somebody outside the body who has a duty of their own. */
  | 'outside';

/** The parts, in the order in which contacts are listed. */
export const roleParts = [
  'answers',
  'stands-in',
  'approves',
  'mailbox',
  'heads',
  'outside',
] as const satisfies readonly RolePart[];

export interface RoleRule {
  readonly id: Role;
  /** The name as in a sentence, such as "sign-off officer". */
  readonly name: string;
  readonly part: RolePart;
}

/** What is inspected. */
export interface BodyWords {
  /** The kind of body, such as "force" or "fire". Only bodies of this kind get the programme's reports. */
  readonly kind: string;
  /** One body, such as "force". */
  readonly noun: string;
  /** Several bodies, such as "forces". */
  readonly nouns: string;
  /** The noun in the title of a narrow column, such as "service", if `noun` is long. */
  readonly column?: string;
}

/** The words of the form that depend on who is inspected. */
export interface FormTerms {
  /** One person of the body, such as "officer". */
  readonly person: string;
  /** Those who do the work, such as "officers and staff". */
  readonly people: string;
  /** For whom it must become better, such as "children". */
  readonly served: string;
  /** Who can say that it did, such as "Children, families or partners". */
  readonly witnesses: string;
  /** An example of a document that shows it, such as "CSE audit, May 2016". */
  readonly document: string;
}

/** What starts the clocks, in words. */
export interface ReportWords {
  /** What it is, such as "inspection report". */
  readonly long: string;
  /** The same in a subject, such as "report". */
  readonly short: string;
  /** What happened to it, such as "published" or "issued". */
  readonly published: string;
}

/** A date that a follow-up must meet. Its kind decides what Revisit does about it. */
export type MilestoneRule = StartRule | RoundRule | DutyRule | DecisionRule | VisitRule | StepRule;
export type MilestoneKind = MilestoneRule['kind'];

interface EveryMilestone {
  readonly id: MilestoneId;
  /** The name as in a sentence, such as "six-week response". */
  readonly name: string;
  /** The name as a heading, such as "Six-week response". */
  readonly heading: string;
  /** The name in a narrow column, such as "6-week". */
  readonly column: string;
  readonly due: DueRule;
  /** The first day on which it may happen. With it, the milestone has a window. */
  readonly noEarlierThan?: DueRule;
  /** The source of the rule. Revisit quotes it to people who ask why. */
  readonly ground: string;
  /** True if the date is the product's default and no outside rule sets it. */
  readonly policy: boolean;
  /** The milestone exists only for reports published on or after this day. */
  readonly publishedFrom?: PlainDate;
  readonly rungs: readonly RungRule[];
}

/** The day that starts the clocks. Its rungs tell people their dates. */
export interface StartRule extends EveryMilestone {
  readonly kind: 'start';
}

/** Asks the body for a return. */
export interface RoundRule extends EveryMilestone {
  readonly kind: 'round';
  /** Stands in the reference of a return, such as the A of `ESSEX-2016-A1`. */
  readonly letter: string;
  /** Which recommendations the round asks about. */
  readonly asksAbout: 'all' | 'open-and-due' | 'open';
  /** Which set of questions the form asks. */
  readonly form: 'action-plan' | 'progress';
  /**
   * What we want to know, as it stands after "Please tell us by 19 April 2016". It may hold the placeholders {body},
   * {recommendations} and {report}.
   */
  readonly question: string;
  /** What we will ask for, in the email with the dates. */
  readonly wanted: string;
  /** The same if the report has recommendations for immediate action. */
  readonly wantedAtOnce?: string;
  /** What shortens the work, as it stands after a time such as "It takes about 10 minutes". */
  readonly effort?: string;
  /** How many minutes one recommendation takes. Two if left out. */
  readonly minutesEach?: number;
  /** True if the round has no purpose once the visit has been held. */
  readonly endsWithVisit?: boolean;
}

/** A duty of somebody outside the body. They are told, reminded and recorded. */
export interface DutyRule extends EveryMilestone {
  readonly kind: 'duty';
  /** Who has the duty. */
  readonly role: Role;
  /** What they owe, such as "comments". */
  readonly thing: string;
  /** What they do with it, such as "publish". */
  readonly deed: string;
  /** The same once it is done, such as "published". */
  readonly done: string;
  /** The sentence that tells them of the duty and its source. */
  readonly law: string;
  /** The sentence that reminds them. */
  readonly lawAgain: string;
}

/** The inspectorate's own decision on how it follows up. */
export interface DecisionRule extends EveryMilestone {
  readonly kind: 'decision';
}

/** The inspectorate's visit. */
export interface VisitRule extends EveryMilestone {
  readonly kind: 'visit';
}

/** A step of the inspectorate's own, such as the letter that closes recommendations. Somebody records when it is done. */
export interface StepRule extends EveryMilestone {
  readonly kind: 'step';
}

export function isRound(rule: MilestoneRule): rule is RoundRule {
  return rule.kind === 'round';
}

/** Tells whether a suspension, an extension or a pause can move the date. The start and a statutory date stay. */
export function isMovable({ kind }: MilestoneRule): boolean {
  return kind !== 'start' && kind !== 'duty';
}

/** Finds a milestone's rule by its id. */
export function findRule(programme: Programme, id: MilestoneId): MilestoneRule | undefined {
  return programme.milestones.find((rule) => rule.id === id);
}

/** Returns the id of the milestone that starts the clocks. A task about no other milestone names it. */
export function startId(programme: Programme): MilestoneId {
  return programme.milestones.find(({ kind }) => kind === 'start')?.id ?? programme.id;
}

/** Finds the rule of a round by its id. Returns undefined for every other milestone. */
export function findRoundRule(programme: Programme, id: MilestoneId): RoundRule | undefined {
  const rule = findRule(programme, id);
  return rule?.kind === 'round' ? rule : undefined;
}

/** Tells whether a date counts from an answer or its acceptance. Such dates need the rounds of a follow-up. */
export function countsFromAnswers({ milestones }: Programme): boolean {
  return milestones.some(({ due, noEarlierThan }) =>
    [due, noEarlierThan].some(
      (rule) =>
        rule !== undefined && 'when' in rule && (rule.when === 'answered' || rule.when === 'accepted'),
    ),
  );
}

/** Returns what people call the emails of a milestone, such as "six-week response" or "dates after publication". */
export function nameMilestone(programme: Programme, id: MilestoneId): string {
  const rule = findRule(programme, id);
  if (rule === undefined) return id;
  return rule.kind === 'start' ? `dates after ${rule.name}` : rule.name;
}

/** Returns the first role with a part. */
export function roleWith(programme: Programme, part: RolePart): RoleRule | undefined {
  return programme.roles.find((role) => role.part === part);
}

/** Returns the name of a role in words, or its id if the programme does not name it. */
export function nameOfRole(programme: Programme, id: Role): string {
  return programme.roles.find((role) => role.id === id)?.name ?? id;
}

/** Returns the ids of the roles with one of these parts, in the order of the parts given. */
export function rolesWith(programme: Programme, ...parts: readonly RolePart[]): Role[] {
  return parts.flatMap((part) => programme.roles.filter((role) => role.part === part).map(({ id }) => id));
}

/** How a due date is counted. */
export type DueRule =
  /** "Within 28 days of the letter." The day of the event does not count. */
  | ({ readonly after: AnchorId; readonly when?: MilestoneEvent } & Span)
  /** "56 days beginning with publication day." That day is the first of the 56, so the last is 55 days after it. */
  | ({ readonly beginningWith: AnchorId; readonly when?: MilestoneEvent } & Span)
  /** Counts back from the due date of another milestone, such as the visit. */
  | ({ readonly before: MilestoneId } & Span)
  /** A fixed date that the report gives. Somebody records it. */
  | { readonly given: true };

/** The id of what a count starts from: a milestone, or a day that somebody records (see `RecordedDay`). */
export type AnchorId = string;

/**
 * What must happen to a milestone before the count starts. `due` counts from its date, whatever happens. `held` is the
 * last day of the visit. `answered` is the day of the first return, and `accepted` the day when the owner accepted it.
 * `done` is the day that somebody records for a step.
 */
export const milestoneEvents = ['due', 'held', 'answered', 'accepted', 'done'] as const;
export type MilestoneEvent = (typeof milestoneEvents)[number];

/** A number of days, weeks, calendar months or working days. */
export type Span =
  | { readonly days: number }
  | { readonly weeks: number }
  | { readonly months: number }
  | { readonly workingDays: number };

/** A day that somebody records, such as the day when the body received the letter. Until then its clocks wait. */
export interface RecordedDay {
  readonly id: AnchorId;
  /** What happens on the day, as it stands after "the day when", such as "the service received the letter". */
  readonly name: string;
}

/** One step of a milestone's ladder. */
export interface RungRule {
  /** The programme chooses it. It stands in the key of the notice. */
  readonly id: string;
  /** What the rung is about, in very few words. Tables on the terminal show it. */
  readonly label: string;
  readonly kind: RungKind;
  /** What a task is about. Only a task has it. */
  readonly task?: LadderTask;
  readonly at: RungTime;
  /** Who the rung is addressed to: roles, `owner` or `programme-head`. A shared mailbox gets a copy of everything that goes to
   * the body. */
  readonly to: readonly Role[];
  /**
   * How many working days must pass before this rung may go. They start when the recipient's mail system accepts the
   * round's request.
   */
  readonly requestAcceptedWorkingDays?: number;
  /** True for an inspectorate task that comes back every week until it is done. */
  readonly weekly?: boolean;
}

/**
 * `information` gives dates. `request` opens a round. `reminder` comes before the due date and is pointless after it.
 * `chaser` comes after the due date. `task` is work for the inspectorate. Tasks appear on the desk and in the Monday
 * digest.
 */
export type RungKind = 'information' | 'request' | 'reminder' | 'chaser' | 'task';

/** The tasks that a rung can give the inspectorate. The desk and the digest have words for each. */
export const ladderTasks = [
  'needs-a-reason',
  'chief-inspectors-list',
  'unbooked',
  'ring',
  'book',
  'decide',
  'do-step',
] as const;
export type LadderTask = (typeof ladderTasks)[number];

/**
 * When a rung falls. It is a number of days or working days from publication, from the day that the milestone counts
 * from, from its own due date, or from the due date of another milestone.
 */
export interface RungTime {
  readonly from: 'publication' | 'start' | 'due' | { readonly milestone: MilestoneId };
  readonly days?: number;
  readonly workingDays?: number;
}
