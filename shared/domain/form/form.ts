import { addWorkingDays, type WorkingCalendar } from '../clocks/calendar.ts';
import { isAfter, isBefore, laterDate, londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { Round } from '../round.ts';
import { rungDay } from '../clocks/ladder.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { isAnswered, recommendationsAsked } from '../returns/rounds.ts';
import { isRoundId, type MilestoneId, type Programme, type RoundId } from '../programme.ts';
import type { Answer, WholeAnswer } from '../answer.ts';

/** A browser that opened a personal link. Its token is in a cookie only; here is its SHA-256. */
export interface FormSession {
  readonly tokenHash: string;
  /** Stays when the same browser follows the link again. */
  readonly browserId: string;
  readonly linkHash: string;
  readonly followUpId: string;
  readonly forceId: string;
  /** As the report knows it, so that a page need not read it. */
  readonly forceName: string;
  readonly round: RoundId;
  readonly contactId: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** May show what other browsers saved: this one proved, by a code, that it is the recorded person's. */
  readonly verified: boolean;
  /** Opened by an approver's link: reads, approves or sends back, and writes no answer. */
  readonly approvalId?: string;
}

/** Days for which a browser is known. Shorter than a round, so that a borrowed machine forgets. */
export const SESSION_DAYS = 14;

/** Hours for which words typed into a form that has just expired are still kept. */
export const KEPT_AFTER_EXPIRY_HOURS = 24;

/** What is common to everything that a form keeps before it is sent. */
export interface DraftMark {
  readonly round: RoundId;
  /** The optimistic lock: every save raises it by one. */
  readonly version: number;
  readonly savedAt: Instant;
  /** The contact whose link was used. */
  readonly savedBy: string;
  /** The browser in which it was typed: that one may see it without a code, unless words of an email stand beside it. */
  readonly savedIn: string;
  /** What the force wrote about it by email, oldest first: offered where the form asks, and replaced by nothing. */
  readonly emailed?: readonly EmailedWords[] | undefined;
}

/** What decides which browsers see something without a code. */
export interface SavedMark {
  /** Absent where it came by email. */
  readonly savedIn?: string | undefined;
  readonly emailed?: readonly EmailedWords[] | undefined;
}

/**
 * Whether a browser typed all of something itself. Words that came by email were typed in none: whoever holds a forwarded
 * link may have begun the answer to which they were added.
 */
export function isTypedIn({ savedIn, emailed = [] }: SavedMark, browserId: string): boolean {
  return savedIn === browserId && emailed.length === 0;
}

/** The draft of one recommendation's answer. */
export interface Draft extends DraftMark {
  readonly number: number;
  readonly answer: DraftAnswer;
  /** Everything that the status calls for is there. */
  readonly complete: boolean;
}

/** An answer on its way: words that came by email may have no status yet. */
export type DraftAnswer = Omit<Answer, 'status'> & { readonly status?: Answer['status'] };

/** What an email says, exactly as it was written, without what it quotes and without its signature. */
export interface EmailedWords {
  readonly mailId: string;
  readonly receivedAt: Instant;
  readonly words: string;
}

/** Stands for the session in what was read from an email: no browser has typed it, so every browser needs a code for it. */
export const SAVED_IN_EMAIL = 'email';

/** Said where it is shown: read from an email, and confirmed by nobody yet. */
export function isReadFromEmail(draft: DraftMark): boolean {
  return draft.savedIn === SAVED_IN_EMAIL;
}

/** The draft of what is said once for the whole return. */
export interface WholeDraft extends DraftMark {
  readonly answer: WholeAnswer;
}

/** A file that a force attached instead of typing it again. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly round: RoundId;
  readonly addedAt: Instant;
  readonly addedBy: string;
  /** The browser in which it was added, as with a draft. */
  readonly savedIn?: string;
}

/** A more senior officer was asked to approve the answers by a link of their own. */
export interface ApprovalRequest {
  readonly id: string;
  readonly round: RoundId;
  readonly name: string;
  readonly rank: string;
  readonly email: string;
  readonly askedAt: Instant;
  /** The contact who asked; the return is theirs, and so is its receipt. */
  readonly askedBy: string;
  readonly linkHash: string;
  /** When the force took the request back: the officer's link opens nothing from then on. */
  readonly withdrawnAt?: Instant;
}

export const handoverStates = ['done', 'awaits-approval', 'undone', 'refused'] as const;

/** A lead passed the request to a colleague, or asks to. */
export interface Handover {
  readonly id: string;
  readonly round: RoundId;
  readonly fromContactId: string;
  readonly fromName: string;
  readonly toName: string;
  readonly toEmail: string;
  /** The contact that was made of the colleague; absent while the owner has not agreed. */
  readonly toContactId?: string;
  readonly askedAt: Instant;
  readonly state: (typeof handoverStates)[number];
  /** Opens the page on which it can be undone, until `undoUntil`. */
  readonly undoLinkHash?: string;
  readonly undoUntil?: PlainDate;
  /** When the lead's role would have ended anyway: taking it back gives no more than was there. */
  readonly fromUntil?: PlainDate;
  readonly version: number;
}

/** Working days for which a handover can be undone. */
export const UNDO_WORKING_DAYS = 5;
/** Working days within which the owner answers a request. */
export const OWNER_ANSWERS_WORKING_DAYS = 2;

/** A code shows saved answers in a new browser: few tries, one use. Police mail gateways hold an email for half an hour. */
export const CODE_LIFE_MINUTES = 60;
export const CODE_TRIES = 5;

/** Files a force may attach: what an action plan comes as. */
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
 * The largest body that comes to the form and goes out of it, in bytes. Lambda takes and gives 6 MB (6,291,456 bytes) at
 * once, bodies as base64: 4.5 million bytes make 6.0 million, and leave room for the headers.
 */
export const LARGEST_BODY = 4_500_000;

/** Far more than a page of answers holds, and enough to give a far too long text back. Bytes, as a browser sends them. */
export const LARGEST_FORM = 1_000_000;

/** What people are told as 4 MB, in bytes: as Windows counts, and below `LARGEST_BODY` with the form around it. */
export const LARGEST_ATTACHMENT = 4 * 1024 * 1024;
export const MOST_ATTACHMENTS = 5;

/** What may be wrong with a file that somebody attaches. */
export type AttachmentProblem = 'missing' | 'empty' | 'too-large' | 'wrong-type' | 'too-many';

/** How files of a kind begin; a file that begins otherwise is not what its name says. */
const BEGINNINGS: readonly { readonly extensions: readonly string[]; readonly bytes: readonly number[] }[] = [
  { extensions: ['pdf'], bytes: [0x25, 0x50, 0x44, 0x46] },
  { extensions: ['docx', 'xlsx', 'pptx', 'odt', 'ods'], bytes: [0x50, 0x4b, 0x03, 0x04] },
  { extensions: ['doc', 'xls'], bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { extensions: ['rtf'], bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
];

/** The content type under which a file is kept; undefined where its name or its beginning is not of a kind we take. */
export function attachmentType(file: { name: string; content: Uint8Array }): string | undefined {
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

/** The three states of the task list. */
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
 * The round that a link opens. One open form per follow-up: a later round that was asked for absorbs the link's own,
 * unless that one was answered.
 */
export function roundToOpen(
  record: FollowUpRecord,
  { linked, milestones }: { linked: RoundId; milestones: readonly Milestone[] },
): RoundId {
  if (isAnswered(record.rounds.find((round) => round.id === linked))) return linked;
  const asked = milestones.filter(
    (milestone) => isRoundId(milestone.id) && wasAskedFor(record, milestone.id),
  );
  const own = asked.findIndex((milestone) => milestone.id === linked);
  const latest = asked.at(-1)?.id;
  return own === -1 || latest === undefined || !isRoundId(latest) ? linked : latest;
}

function wasAskedFor(record: FollowUpRecord, milestone: MilestoneId): boolean {
  return record.notices.some(
    (notice) =>
      notice.key.milestone === milestone &&
      notice.rungId === 'request' &&
      notice.facts.skipped === undefined &&
      notice.facts.claimed !== undefined,
  );
}

/** The date a force was asked to answer by: the last working day, or the later one that a late request gave. */
export function answerByOf(record: FollowUpRecord, milestone: Milestone): PlainDate {
  let answerBy = milestone.lastWorkingDay;
  for (const notice of record.notices) {
    if (notice.key.milestone !== milestone.id || notice.rungId !== 'request') continue;
    if (notice.key.dueOn.equals(milestone.dueOn) && notice.answerBy !== undefined) {
      answerBy = laterDate(answerBy, notice.answerBy);
    }
  }
  return answerBy;
}

/**
 * The last day on which a sent return may be changed: five working days after it was due or, if later, after it came
 * in; where the owner asked again, the day by which that is to be answered.
 */
export function changeableUntil(
  round: Round,
  { dueOn, programme, calendar }: { dueOn: PlainDate; programme: Programme; calendar: WorkingCalendar },
): PlainDate | undefined {
  const latest = round.returns.at(-1);
  if (latest === undefined) return undefined;
  const from = laterDate(dueOn, londonDate(latest.receivedAt));
  const until = addWorkingDays(from, { days: programme.amendingWorkingDays, calendar });
  return round.askedAgain === undefined ? until : laterDate(until, round.askedAgain.answerBy);
}

/** The next round that opens after today and has something to ask: three-month update on 18 May 2016 for Essex. */
export function nextRoundOpens(
  record: FollowUpRecord,
  { milestones, calendar, today }: Pick<RoundContext, 'milestones' | 'calendar' | 'today'>,
): { on: PlainDate; round: RoundId } | undefined {
  let next: { on: PlainDate; round: RoundId } | undefined;
  for (const milestone of milestones) {
    const request = milestone.rule.rungs.find(({ kind }) => kind === 'request');
    if (request === undefined || !isRoundId(milestone.id) || milestone.suspended) continue;
    if (record.recommendations.length > 0 && recommendationsAsked(record, milestone).length === 0) continue;
    const on = rungDay(request.at, { milestone, calendar });
    if (isAfter(on, today) && (next === undefined || isBefore(on, next.on)))
      next = { on, round: milestone.id };
  }
  return next;
}

/** Whether a return may still be sent or changed. What has never come in is always welcome. */
export function isRoundOpen(
  round: Round,
  { changeableUntil, today }: { changeableUntil: PlainDate | undefined; today: PlainDate },
): boolean {
  if (changeableUntil === undefined) return true;
  if (round.acceptedAt !== undefined && !isAskedAgain(round)) return false;
  return !isAfter(today, changeableUntil);
}

/** The owner asked about some recommendations again and no return has come since. */
export function isAskedAgain(round: Round): boolean {
  const asked = round.askedAgain;
  if (asked === undefined) return false;
  return !round.returns.some((sent) => sent.receivedAt.epochNanoseconds > asked.askedAt.epochNanoseconds);
}

/** How a force may have sent its return without the form. */
export const waysSent = ['email', 'letter', 'portal', 'in-person'] as const;
export type WaySent = (typeof waysSent)[number];

/** Where an address receives mail: `essex.police.example` of `shaw@Essex.police.example`. */
export function mailDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
