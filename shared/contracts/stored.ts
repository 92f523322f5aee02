import * as z from 'zod';
import { emailAddress } from './email-address.ts';
import { storedId as id } from './stored-id.ts';
import { statementSchema } from './stored-statement.ts';
import { visitSchema } from './stored-visit.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Contact, ContactAbsence } from '../domain/contact.ts';
import type {
  DueDateRevision,
  FollowUp,
  Closing,
  FollowUpDecision,
  Suspension,
} from '../domain/follow-up.ts';
import type { Body } from '../domain/body.ts';
import type { Call, ReturnBody } from '../domain/history.ts';
import type { Link, ReplyAlias } from '../domain/link.ts';
import type { Notice, NoticeKey } from '../domain/notice.ts';
import type { Judgement, Recommendation, RecommendationOutcome } from '../domain/recommendation.ts';
import type {
  AskedAgain,
  HandoverAsked,
  MoreTimeRequest,
  ReturnSummary,
  Round,
  ApprovalAsked,
  RoundMail,
  SentAnotherWay,
  WaitUntil,
  UnconfirmedReturn,
} from '../domain/round.ts';
import type { ToldByPhone } from '../domain/statement.ts';
import type { StaffMember } from '../domain/staff-member.ts';
import type { Import } from '../ports/imports.ts';
import type { FieldsOf } from './fields-of.ts';
import { anyLine, line } from './one-line.ts';
import { noticeFactNames } from '../domain/notice.ts';
import { roleParts } from '../domain/programme.ts';
import { shippedPartOf } from './shipped-programmes.ts';
import { instant, plainDate } from './temporal.ts';

/**
 * The schemas of stored items. Every item is checked when it is written and when it is read. So nothing unexpected is
 * stored or trusted. The adapters add the keys and the index attributes.
 */

const list = <Element extends z.ZodType>(element: Element) => z.array(element).readonly();
const text = z.string().min(1);

/** The id that a programme gave to a milestone. */
export const milestoneId = id;

export const suspensionSchema = z.object({
  from: plainDate,
  to: plainDate.optional(),
  reason: line,
} satisfies FieldsOf<Suspension>);

export const followUpSchema = z.object({
  id,
  forceId: id,
  programmeId: id,
  policyVersion: z.int().positive(),
  publishedOn: plainDate,
  publishedFrom: plainDate.optional(),
  reportTitle: line,
  reportUrl: z.url().optional(),
  source: line.optional(),
  knownFollowUp: line.optional(),
  ownerId: id.optional(),
  state: z.enum(['prepared', 'staged', 'open', 'withdrawn', 'closed']),
  revisions: list(
    z.object({
      milestone: milestoneId,
      revisedDueOn: plainDate,
      reason: line,
      recordedAt: instant,
      recordedBy: line,
    } satisfies FieldsOf<DueDateRevision>),
  ),
  toldByPhone: list(
    z.object({
      contactId: id,
      at: instant,
      by: text,
      stated: list(statementSchema),
    } satisfies FieldsOf<ToldByPhone>),
  ).optional(),
  pauses: list(suspensionSchema),
  visits: list(visitSchema),
  recordedDays: z.record(text, plainDate).optional(),
  lateReason: line.optional(),
  localPolicingBodyComments: z
    .object({ receivedOn: plainDate, url: z.url().optional() } satisfies FieldsOf<
      NonNullable<FollowUp['localPolicingBodyComments']>
    >)
    .optional(),
  followUpDecision: z
    .object({
      kind: z.enum(['light-touch', 'inspection']),
      countsAsRevisit: z.boolean(),
      decidedOn: plainDate,
    } satisfies FieldsOf<FollowUpDecision>)
    .optional(),
  withdrawal: z
    .object({ on: plainDate, reason: line } satisfies FieldsOf<NonNullable<FollowUp['withdrawal']>>)
    .optional(),
  closing: z
    .object({
      on: plainDate,
      reason: line,
      isHistory: z.literal(true).optional(),
    } satisfies FieldsOf<Closing>)
    .optional(),
  simulated: z.boolean(),
  releasedAt: instant.optional(),
  catchesUp: z.boolean().optional(),
  version: z.int().positive(),
} satisfies FieldsOf<FollowUp>);

export const recommendationSchema = z.object({
  number: z.int().positive(),
  title: line,
  wording: text.optional(),
  page: z.int().positive().optional(),
  timescale: line.optional(),
  addressee: id,
  illustrative: z.boolean(),
  outcome: z
    .object({
      kind: z.enum(['closed', 'carried', 'superseded']),
      on: plainDate,
      report: line.optional(),
      note: text.optional(),
    } satisfies FieldsOf<RecommendationOutcome>)
    .optional(),
  judgements: list(
    z.object({
      view: z.enum(['open', 'closed', 'open-differs']),
      note: text.optional(),
      on: plainDate,
      by: line,
    } satisfies FieldsOf<Judgement>),
  ),
} satisfies FieldsOf<Recommendation>);

const approvedBy = z.object({ name: line, rank: anyLine, on: line } satisfies FieldsOf<
  NonNullable<ReturnBody['approvedBy']>
>);

export const roundSchema = z.object({
  id: milestoneId,
  savedAnswers: list(z.int().positive()),
  returns: list(
    z.object({
      version: z.int().positive(),
      reference: line,
      receivedAt: instant,
      sentAt: instant.optional(),
      contactId: id.optional(),
      how: z.enum(['form', 'letter', 'email', 'other']),
      answered: z.int().nonnegative(),
      asked: z.int().nonnegative(),
      flags: list(line),
    } satisfies FieldsOf<ReturnSummary>),
  ),
  acceptedAt: instant.optional(),
  moreTime: z
    .object({
      askedAt: instant,
      by: line,
      until: plainDate,
      reason: text,
      mailId: id.optional(),
      answer: z
        .object({ granted: z.boolean(), at: instant, until: plainDate.optional() } satisfies FieldsOf<
          NonNullable<MoreTimeRequest['answer']>
        >)
        .optional(),
    } satisfies FieldsOf<MoreTimeRequest>)
    .optional(),
  mails: list(
    z.object({
      mailId: id,
      receivedAt: instant,
      by: id,
      state: z.enum(['on-form', 'held', 'settled']),
      settledAt: instant.optional(),
      recommendations: list(z.int().positive()),
      unplaced: z.int().nonnegative(),
    } satisfies FieldsOf<RoundMail>),
  ).optional(),
  approvalAsked: z
    .object({ id, askedAt: instant, by: id, officer: text } satisfies FieldsOf<ApprovalAsked>)
    .optional(),
  waitUntil: z
    .object({ until: plainDate, by: text, at: instant, reason: text } satisfies FieldsOf<WaitUntil>)
    .optional(),
  sentAnotherWay: z
    .object({
      saidAt: instant,
      by: line,
      how: line,
      unproved: z.literal(true).optional(),
    } satisfies FieldsOf<SentAnotherWay>)
    .optional(),
  notRightPerson: z
    .object({ saidAt: instant, by: line, who: line.optional() } satisfies FieldsOf<
      NonNullable<Round['notRightPerson']>
    >)
    .optional(),
  unconfirmed: z
    .object({
      saidAt: instant,
      by: line,
      officer: line.optional(),
      approvedBy,
      seen: text,
    } satisfies FieldsOf<UnconfirmedReturn>)
    .optional(),
  askedAgain: z
    .object({
      askedAt: instant,
      recommendations: list(z.int().positive()),
      note: text,
      answerBy: plainDate,
    } satisfies FieldsOf<AskedAgain>)
    .optional(),
  rangAt: instant.optional(),
  handoversAsked: list(
    z.object({ id, toName: line, askedAt: instant } satisfies FieldsOf<HandoverAsked>),
  ).optional(),
  version: z.int().nonnegative(),
} satisfies FieldsOf<Round>);

export const noticeKeySchema = z.object({
  followUpId: id,
  milestone: milestoneId,
  dueOn: plainDate,
  rung: id,
  contactId: id,
  attempt: z.int().positive(),
} satisfies FieldsOf<NoticeKey>);

export const noticeSchema = z.object({
  key: noticeKeySchema,
  rungId: text,
  facts: z.partialRecord(z.enum(noticeFactNames), instant.optional()),
  mailId: text.optional(),
  claimant: line.optional(),
  sesMessageId: text.optional(),
  answerBy: plainDate.optional(),
  stated: list(statementSchema).optional(),
  reason: line.optional(),
} satisfies FieldsOf<Notice>);

export const contactAbsenceSchema = z.object({
  since: instant,
  backOn: plainDate.optional(),
  standIn: z
    .object({ name: line.optional(), email: line.optional() } satisfies FieldsOf<
      NonNullable<ContactAbsence['standIn']>
    >)
    .optional(),
  mailId: text.optional(),
} satisfies FieldsOf<ContactAbsence>);

const contactItem = z.object({
  id,
  forceId: id,
  role: id,
  part: z.enum(roleParts).optional(),
  name: line,
  email: emailAddress(),
  from: plainDate.optional(),
  to: plainDate.optional(),
  unreachable: z
    .object({ since: instant, reason: z.enum(['bounced', 'complained', 'suppressed']) } satisfies FieldsOf<
      NonNullable<Contact['unreachable']>
    >)
    .optional(),
  away: contactAbsenceSchema.optional(),
  version: z.int().positive(),
} satisfies FieldsOf<Omit<Contact, 'part'> & Partial<Pick<Contact, 'part'>>>);

/**
 * A contact. One that was stored before programmes could name roles has no part. Its role is one that Revisit comes
 * with, so the part is known.
 */
export const contactSchema = z.codec(contactItem, z.custom<Contact>(), {
  decode: (item) => ({ ...item, part: item.part ?? shippedPartOf(item.role) ?? 'heads' }),
  encode: (contact) => contact,
});

export const staffMemberSchema = z.object({
  id,
  name: line,
  email: emailAddress(),
  telephone: line,
  role: z.enum(['owner', 'programme-head']),
} satisfies FieldsOf<StaffMember>);

export const bodySchema = z.object({
  id,
  kind: id.optional(),
  names: list(z.object({ name: line, from: plainDate.optional() } satisfies FieldsOf<Body['names'][number]>)),
  nation: z.enum(['England', 'Wales']).optional(),
  region: line.optional(),
  pfaCode: line.optional(),
  simulated: z.boolean(),
} satisfies FieldsOf<Body>);

export const linkSchema = z.object({
  tokenHash: text,
  followUpId: id,
  forceId: id,
  round: milestoneId,
  contactId: id,
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.optional(),
} satisfies FieldsOf<Link>);

export const replyAliasSchema = z.object({
  tokenHash: text,
  followUpId: id,
  contactId: id,
  round: milestoneId.optional(),
} satisfies FieldsOf<ReplyAlias>);

export const auditEntrySchema = z.object({
  at: instant,
  by: line,
  caller: line.optional(),
  action: line,
  summary: line,
} satisfies FieldsOf<AuditEntry>);

export const callSchema = z.object({
  at: instant,
  contactId: id.optional(),
  staffId: id.optional(),
  theyRang: z.boolean(),
  note: text,
  recordedBy: line,
} satisfies FieldsOf<Call>);

export const returnBodySchema = z.object({
  followUpId: id,
  round: milestoneId,
  version: z.int().positive(),
  reference: line,
  receivedAt: instant,
  sentAt: instant.optional(),
  how: z.enum(['form', 'letter', 'email', 'other']),
  contactId: id.optional(),
  approvedBy: approvedBy.optional(),
  answers: z.record(z.string(), z.unknown()),
  whole: z.record(z.string(), z.unknown()),
} satisfies FieldsOf<ReturnBody>);

export const importSchema = z.object({
  id,
  fileName: line,
  rows: z.int().positive(),
  importedAt: instant,
  importedBy: line,
} satisfies FieldsOf<Import>);
