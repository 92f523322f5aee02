import * as z from 'zod';
import { attachmentKey } from '../../ports/attachments.ts';
import {
  approvalRequestSchema,
  attachmentSchema,
  draftSchema,
  formEmailSchema,
  formSessionSchema,
  handoverSchema,
  sentAnswerSchema,
  wholeDraftSchema,
} from '../../contracts/form-stored.ts';
import {
  contactSchema,
  bodySchema,
  linkSchema,
  returnBodySchema,
  staffMemberSchema,
} from '../../contracts/stored.ts';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import type { Attachment, FormSession } from '../../domain/form/form.ts';
import type { ReturnBody } from '../../domain/history.ts';
import { findProgrammeHead } from '../../domain/people/owner-of.ts';
import type { SentAnswer } from '../../domain/answer.ts';
import type { FormSettings, FollowUpWithDrafts, FormReading, SentReturn } from '../../ports/form-reading.ts';
import { parseRecord } from './follow-up-store.ts';
import { followUpPartition, historyPartition, keys } from './keys.ts';
import { whereWordsAre, type LargeWords } from './large-words.ts';
import { parseStored } from './parse-stored.ts';
import { storedCalendar, storedOrganisation, storedSuspensions } from './settings-store.ts';
import { loadStaff } from './load-staff.ts';
import type { ItemKey, StoredAttributes, Table } from './table.ts';

const calendarKey = keys.calendar();
const suspensionsKey = keys.suspensions();
const organisationKey = keys.organisation();
const settingsKeys = [calendarKey, suspensionsKey, organisationKey];

function formSettings(found: readonly StoredAttributes[]): FormSettings {
  return {
    calendar: storedCalendar(itemOf(found, calendarKey)),
    suspensions: storedSuspensions(itemOf(found, suspensionsKey)),
    organisation: storedOrganisation(itemOf(found, organisationKey)),
  };
}

function sessionOf(found: StoredAttributes | undefined): FormSession | undefined {
  return found === undefined ? undefined : parseStored(formSessionSchema, found);
}

/**
 * Creates the store that reads what a page of the form needs. It asks for related items together, to need few requests.
 */
export function createFormReading(table: Table, words: LargeWords): FormReading {
  return {
    async session(tokenHash) {
      const sessionKey = keys.formSession(tokenHash);
      const found = await table.getAll([sessionKey, ...settingsKeys]);
      return { session: sessionOf(itemOf(found, sessionKey)), ...formSettings(found) };
    },

    async link({ tokenHash, sessionHash }) {
      const linkKey = keys.link(tokenHash);
      const sessionKey = sessionHash === undefined ? undefined : keys.formSession(sessionHash);
      const found = await table.getAll(
        [linkKey, sessionKey, ...settingsKeys].filter((key) => key !== undefined),
      );
      const link = itemOf(found, linkKey);
      return {
        link: link === undefined ? undefined : parseStored(linkSchema, link),
        session: sessionKey === undefined ? undefined : sessionOf(itemOf(found, sessionKey)),
        ...formSettings(found),
      };
    },

    followUp: (id) => readFollowUp(table, { words, id }),

    filesOf: (followUpId) => findFilesOf(table, { words, followUpId }),

    async sentReturns(followUpId) {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': historyPartition(followUpId), ':prefix': 'RETURN#' },
        ConsistentRead: true,
      });
      const whole = await words.unpack(items);
      const returns = whole.map((found) => sentReturn(parseStored(returnBodySchema, found)));
      return returns.sort((a, b) => a.receivedAt.epochMilliseconds - b.receivedAt.epochMilliseconds);
    },

    async details({ followUpId, forceId, contactId, ownerId, returned }) {
      const forceKey = keys.force(forceId);
      const contactKey = keys.contact(forceId, contactId);
      const ownerKey = ownerId === undefined ? undefined : keys.staff(ownerId);
      const returnKey =
        returned === undefined ? undefined : keys.returned(followUpId, returned.round, returned.version);
      const found = await table.getAll(
        [forceKey, contactKey, ownerKey, returnKey].filter((key) => key !== undefined),
      );
      const body = itemOf(found, forceKey);
      const contact = itemOf(found, contactKey);
      const named = ownerKey === undefined ? undefined : itemOf(found, ownerKey);
      const owner =
        named === undefined
          ? findProgrammeHead(await loadStaff(table))
          : parseStored(staffMemberSchema, named);
      const packed = returnKey === undefined ? undefined : itemOf(found, returnKey);
      const [sent] = packed === undefined ? [] : await words.unpack([packed]);
      return {
        body: body === undefined ? undefined : parseStored(bodySchema, body),
        contact: contact === undefined ? undefined : parseStored(contactSchema, contact),
        owner,
        returned: sent === undefined ? undefined : sentReturn(parseStored(returnBodySchema, sent)),
      };
    },
  };
}

/** Reads a follow-up with everything that its form holds, in one query. */
async function readFollowUp(
  table: Table,
  { words, id }: { words: LargeWords; id: string },
): Promise<FollowUpWithDrafts> {
  const items = await table.queryAll({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': followUpPartition(id) },
    ConsistentRead: true,
  });
  const itemsWithPrefix = (prefix: string): StoredAttributes[] =>
    items.filter((found) => String(found['sk']).startsWith(prefix));
  const [drafts, emails] = await Promise.all([
    words.unpack(itemsWithPrefix('DRAFT#')),
    words.unpack(itemsWithPrefix('EMAIL#')),
  ]);
  const isWhole = (found: StoredAttributes): boolean => String(found['sk']).endsWith('#00');
  const revoked = itemsWithPrefix('LINKREF#').filter((found) => found['revokedAt'] !== undefined);
  return {
    ...parseRecord(id, items),
    drafts: drafts.filter((found) => !isWhole(found)).map((found) => parseStored(draftSchema, found)),
    wholes: drafts.filter(isWhole).map((found) => parseStored(wholeDraftSchema, found)),
    emails: emails.map((found) => parseStored(formEmailSchema, found)),
    attachments: itemsWithPrefix('ATTACHMENT#').map((found) => parseStored(attachmentSchema, found)),
    approvals: itemsWithPrefix('APPROVAL#').map((found) => parseStored(approvalRequestSchema, found)),
    handovers: itemsWithPrefix('COLLEAGUE#').map((found) => parseStored(handoverSchema, found)),
    revokedLinks: new Set(revoked.map((found) => String(found['sk']).slice('LINKREF#'.length))),
  };
}

/** Returns the keys of the objects that the items of a follow-up refer to. */
async function findFilesOf(
  table: Table,
  { words, followUpId }: { words: LargeWords; followUpId: string },
): Promise<ReadonlySet<string>> {
  const [form, returns] = await Promise.all([
    table.queryAll({
      // The items of the form sort before FOLLOWUP.
      KeyConditionExpression: 'pk = :pk AND sk < :end',
      ExpressionAttributeValues: { ':pk': followUpPartition(followUpId), ':end': 'FOLLOWUP' },
      ConsistentRead: true,
    }),
    table.queryAll({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': historyPartition(followUpId), ':prefix': 'RETURN#' },
      ConsistentRead: true,
    }),
  ]);
  const used = new Set([...form, ...returns].flatMap((item) => whereWordsAre(item) ?? []));
  for (const item of form.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))) {
    used.add(attachmentKey({ followUpId, ...parseStored(attachmentSchema, item) }));
  }
  for (const item of await words.unpack(returns)) {
    const { round, whole } = parseStored(returnBodySchema, item);
    for (const { id } of attachmentsOfReturn.parse(whole).attachments) {
      used.add(attachmentKey({ followUpId, round, id }));
    }
  }
  return used;
}

const attachmentsOfReturn = z.object({
  attachments: z.array(z.object({ id: z.string() } satisfies FieldsOf<Pick<Attachment, 'id'>>)).default([]),
} satisfies FieldsOf<{ attachments: readonly Pick<Attachment, 'id'>[] }>);

/** Adds the parsed answers to a return. A return that came by letter does not have answers in this format. */
function sentReturn(body: ReturnBody): SentReturn {
  const sentAnswers = new Map<number, SentAnswer>();
  for (const [number, answer] of Object.entries(body.answers)) {
    const parsed = sentAnswerSchema.safeParse(answer);
    if (parsed.success) sentAnswers.set(Number(number), parsed.data);
  }
  return { ...body, sentAnswers };
}

function itemOf(found: readonly StoredAttributes[], key: ItemKey): StoredAttributes | undefined {
  return found.find((candidate) => candidate['pk'] === key.pk && candidate['sk'] === key.sk);
}
