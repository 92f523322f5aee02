import { addWorkingDays, type WorkingCalendar } from '../clocks/calendar.ts';
import { isAfter, isBefore, laterDate, londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { Round } from '../round.ts';
import { findRungDay } from '../clocks/ladder.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { isAnswered, listRecommendationsAsked } from '../returns/rounds.ts';
import { isRound, type Programme, type RoundId, type RoundRule } from '../programme.ts';
import { requestIdOf } from '../rungs.ts';
import type { Answer, WholeAnswer } from '../answer.ts';

/**
 * A browser that opened a personal link. Its token is only in a cookie. The session stores the SHA-256 of the token.
 */
export interface FormSession {
  readonly tokenHash: string;
  /** Stays the same when the same browser follows the link again. */
  readonly browserId: string;
  readonly linkHash: string;
  readonly followUpId: string;
  readonly forceId: string;
  /** The body's name as the report gives it. Pages show it without a further read. */
  readonly forceName: string;
  readonly round: RoundId;
  readonly contactId: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * True if the browser proved, by a code, that it belongs to the recorded person. It may show what other browsers
   * saved.
   */
  readonly verified: boolean;
  /**
   * Set if an approver's link opened the session. The approver can read, approve or send back, but cannot write
   * answers.
   */
  readonly approvalId?: string;
}

/** How many days Revisit remembers a browser. This is shorter than a round, because the machine may be borrowed. */
export const SESSION_DAYS = 14;

/** How many hours Revisit keeps words that someone typed into a form that has just expired. */
export const KEPT_AFTER_EXPIRY_HOURS = 24;

/** The fields of everything that a form saves before it is sent. */
export interface DraftMark {
  readonly round: RoundId;
  /** The optimistic lock. Each save adds one. */
  readonly version: number;
  readonly savedAt: Instant;
  /** The contact whose link was used. */
  readonly savedBy: string;
  /**
   * The browser where the draft was typed. It may show the draft without a code, unless the draft also has words from
   * an email.
   */
  readonly savedIn: string;
  /**
   * What the body wrote about it by email, oldest first. The form offers these words where it asks. Nothing replaces
   * them.
   */
  readonly emailed?: readonly EmailedWords[] | undefined;
}

/** The fields that decide which browsers can see a draft without a code. */
export interface SavedMark {
  /** Absent if the words came by email. */
  readonly savedIn?: string | undefined;
  readonly emailed?: readonly EmailedWords[] | undefined;
}

/**
 * Tells whether this browser typed all of the draft itself. No browser typed words that came by email. Revisit may have
 * added them to a draft that someone else began, because links are sometimes forwarded.
 */
export function isTypedIn({ savedIn, emailed = [] }: SavedMark, browserId: string): boolean {
  return savedIn === browserId && emailed.length === 0;
}

/** The draft of one recommendation's answer. */
export interface Draft extends DraftMark {
  readonly number: number;
  readonly answer: DraftAnswer;
  /** True if the draft has everything that its status calls for. */
  readonly complete: boolean;
}

/** An unfinished answer. If its words came by email, it may still lack a status. */
export type DraftAnswer = Omit<Answer, 'status'> & { readonly status?: Answer['status'] };

/** The exact words of an email, without its quotations and its signature. */
export interface EmailedWords {
  readonly mailId: string;
  readonly receivedAt: Instant;
  readonly words: string;
}

/**
 * Takes the place of the session in a draft that was read from an email. No browser has typed it, so every browser
 * needs a code to see it.
 */
export const SAVED_IN_EMAIL = 'email';

/**
 * Tells whether the draft was read from an email and no one has confirmed it. The form says so when it shows such a
 * draft.
 */
export function isReadFromEmail(draft: DraftMark): boolean {
  return draft.savedIn === SAVED_IN_EMAIL;
}

/** The draft of the answers that concern the whole return. */
export interface WholeDraft extends DraftMark {
  readonly answer: WholeAnswer;
}

/** A file that a body attached instead of typing its contents again. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly round: RoundId;
  readonly addedAt: Instant;
  readonly addedBy: string;
  /** The browser where the file was added, as for a draft. */
  readonly savedIn?: string;
}

/** A request to a more senior officer to approve the answers. The officer gets their own link. */
export interface ApprovalRequest {
  readonly id: string;
  readonly round: RoundId;
  readonly name: string;
  readonly rank: string;
  readonly email: string;
  readonly askedAt: Instant;
  /** The contact who asked for approval. The return and its receipt belong to them. */
  readonly askedBy: string;
  readonly linkHash: string;
  /** When the body took the request back. From then on the officer's link opens nothing. */
  readonly withdrawnAt?: Instant;
}

export const handoverStates = ['done', 'awaits-approval', 'undone', 'refused'] as const;

/** A request that a lead passed on, or asks to pass on, to a colleague. */
export interface Handover {
  readonly id: string;
  readonly round: RoundId;
  readonly fromContactId: string;
  readonly fromName: string;
  /** Who passed it on, if somebody else than the lead did. Their name says their role. */
  readonly doer?: { readonly contactId: string; readonly name: string };
  readonly toName: string;
  readonly toEmail: string;
  /** The contact that was created for the colleague. It is absent until the owner agrees. */
  readonly toContactId?: string;
  readonly askedAt: Instant;
  readonly state: (typeof handoverStates)[number];
  /** Opens the page where the lead can undo the handover. It works until `undoUntil`. */
  readonly undoLinkHash?: string;
  readonly undoUntil?: PlainDate;
  /**
   * The day when the lead's role would have ended anyway. If the lead takes the request back, the role still ends on
   * that day.
   */
  readonly fromUntil?: PlainDate;
  readonly version: number;
}

/** How many working days a lead has to undo a handover. */
export const UNDO_WORKING_DAYS = 5;
/** How many working days the owner has to answer a request. */
export const OWNER_ANSWERS_WORKING_DAYS = 2;

/**
 * A code shows saved answers in a new browser. It works once and allows few tries. It lasts an hour because police mail
 * gateways can hold an email for half an hour.
 */
export const CODE_LIFE_MINUTES = 60;
export const CODE_TRIES = 5;

/** The kinds of file that a body may attach. Action plans come in these formats. */
export const attachmentTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  rtf: 'application/rtf',
  txt: 'text/plain',
} as const;

/**
 * The largest body of a request to the form, or of its response, in bytes. Lambda accepts and returns at most 6 MB
 * (6,291,456 bytes), with bodies in base64. In base64, 4.5 million bytes become 6.0 million, which leaves room for the
 * headers.
 */
export const LARGEST_BODY = 4_500_000;

/**
 * The largest form that a browser may send, in bytes as the browser sends them. This is far more than one page of
 * answers. It also leaves room to show the person a text that is far too long.
 */
export const LARGEST_FORM = 1_000_000;

/**
 * The limit that people are told as 4 MB, in bytes. Windows counts 4 MB in this way. With the form around it, the file
 * still fits into `LARGEST_BODY`.
 */
export const LARGEST_ATTACHMENT = 4 * 1024 * 1024;
export const MOST_ATTACHMENTS = 5;

/** What may be wrong with a file that someone attaches. */
export type AttachmentProblem = 'missing' | 'empty' | 'too-large' | 'wrong-type' | 'too-many';

/**
 * The first bytes of each kind of file. A file that starts with other bytes is not of the kind that its name claims.
 */
const BEGINNINGS: readonly { readonly extensions: readonly string[]; readonly bytes: readonly number[] }[] = [
  { extensions: ['pdf'], bytes: [0x25, 0x50, 0x44, 0x46] },
  { extensions: ['docx', 'xlsx', 'pptx', 'odt', 'ods'], bytes: [0x50, 0x4b, 0x03, 0x04] },
  { extensions: ['doc', 'xls'], bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { extensions: ['rtf'], bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
];

/**
 * Returns the content type that Revisit keeps with a file. Returns undefined if it does not accept the name's
 * extension, or if the file's content does not match the extension.
 */
export function detectAttachmentType(file: { name: string; content: Uint8Array }): string | undefined {
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  const known = Object.entries(attachmentTypes).find(([name]) => name === extension);
  if (known === undefined) return undefined;
  const beginning = BEGINNINGS.find(({ extensions }) => extensions.includes(extension));
  const fits =
    beginning === undefined
      ? !file.content.includes(0)
      : beginning.bytes.every((byte, index) => file.content[index] === byte);
  return fits ? known[1] : undefined;
}

export type TaskState = 'not-started' | 'in-progress' | 'done';

/** Returns the state of one task in the task list. */
export function draftState(draft: Draft | undefined): TaskState {
  if (draft === undefined) return 'not-started';
  return draft.complete ? 'done' : 'in-progress';
}

export interface RoundContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly milestones: readonly Milestone[];
  readonly today: PlainDate;
}

/**
 * Returns the round that a link opens. Each follow-up has one open form, so a later round that was asked for absorbs
 * the link's own round. If the link's own round was answered, the link opens that round.
 */
export function chooseRound(
  record: FollowUpRecord,
  { linked, milestones }: { linked: RoundId; milestones: readonly Milestone[] },
): RoundId {
  if (isAnswered(record.rounds.find((round) => round.id === linked))) return linked;
  const asked = milestones.filter(({ id, rule }) => isRound(rule) && wasAskedFor(record, { id, rule }));
  const own = asked.findIndex((milestone) => milestone.id === linked);
  const latest = asked.at(-1)?.id;
  return own === -1 || latest === undefined ? linked : latest;
}

function wasAskedFor(record: FollowUpRecord, { id, rule }: Pick<Milestone, 'id' | 'rule'>): boolean {
  const request = requestIdOf(rule);
  return record.notices.some(
    (notice) =>
      notice.key.milestone === id &&
      notice.rungId === request &&
      notice.facts.skipped === undefined &&
      notice.facts.claimed !== undefined,
  );
}

/**
 * Returns the deadline that the body was given. This is the last working day on or before the due date, or the later
 * day that a late request gave.
 */
export function answerByOf(record: FollowUpRecord, milestone: Milestone): PlainDate {
  let answerBy = milestone.lastWorkingDay;
  const request = requestIdOf(milestone.rule);
  for (const notice of record.notices) {
    if (notice.key.milestone !== milestone.id || notice.rungId !== request) continue;
    if (notice.key.dueOn.equals(milestone.dueOn) && notice.answerBy !== undefined) {
      answerBy = laterDate(answerBy, notice.answerBy);
    }
  }
  return answerBy;
}

/**
 * Returns the last day when the body can change a return. This is five working days after the due date or, if later,
 * after the return came in. If the owner asked again and gave a later deadline, it is that deadline. Returns undefined
 * if no return has come in.
 */
export function findLastDayToChange(
  round: Round,
  { dueOn, programme, calendar }: { dueOn: PlainDate; programme: Programme; calendar: WorkingCalendar },
): PlainDate | undefined {
  const latest = round.returns.at(-1);
  if (latest === undefined) return undefined;
  const from = laterDate(dueOn, londonDate(latest.receivedAt));
  const until = addWorkingDays(from, { days: programme.amendingWorkingDays, calendar });
  return round.askedAgain === undefined ? until : laterDate(until, round.askedAgain.answerBy);
}

/**
 * Returns the next round that opens after today and has something to ask. For Essex this is the three-month update, on
 * 18 May 2016.
 */
export function findNextRound(
  record: FollowUpRecord,
  { milestones, calendar, today }: Pick<RoundContext, 'milestones' | 'calendar' | 'today'>,
): { on: PlainDate; round: RoundRule } | undefined {
  let next: { on: PlainDate; round: RoundRule } | undefined;
  for (const milestone of milestones) {
    const request = milestone.rule.rungs.find(({ kind }) => kind === 'request');
    if (request === undefined || !isRound(milestone.rule) || milestone.suspended) continue;
    if (record.recommendations.length > 0 && listRecommendationsAsked(record, milestone).length === 0)
      continue;
    const on = findRungDay(request.at, { milestone, calendar });
    if (isAfter(on, today) && (next === undefined || isBefore(on, next.on)))
      next = { on, round: milestone.rule };
  }
  return next;
}

/** Tells whether the body can still send or change the return. It can always send its first return. */
export function isRoundOpen(
  round: Round,
  { changeableUntil, today }: { changeableUntil: PlainDate | undefined; today: PlainDate },
): boolean {
  if (changeableUntil === undefined) return true;
  if (round.acceptedAt !== undefined && !isAskedAgain(round)) return false;
  return !isAfter(today, changeableUntil);
}

/** Tells whether the owner asked about some recommendations again and no return has come since. */
export function isAskedAgain(round: Round): boolean {
  const asked = round.askedAgain;
  if (asked === undefined) return false;
  return !round.returns.some((sent) => sent.receivedAt.epochNanoseconds > asked.askedAt.epochNanoseconds);
}

/** How a body may send its return without the form. */
export const waysSent = ['email', 'letter', 'portal', 'in-person'] as const;
export type WaySent = (typeof waysSent)[number];

/** Returns the domain of an address in lower case. For `shaw@Essex.police.example` this is `essex.police.example`. */
export function mailDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
