import * as z from 'zod';
import {
  approvalRequestSchema,
  attachmentSchema,
  draftSchema,
  formEmailSchema,
  wholeDraftSchema,
} from '../../contracts/form-stored.ts';
import type { ApprovalRequest } from '../../domain/form/form.ts';
import type { Drafts } from '../../ports/drafts.ts';
import { roundItem } from './follow-up-store.ts';
import { keys } from './keys.ts';
import type { LargeWords } from './large-words.ts';
import { linkItems } from './notice-ledger-store.ts';
import { IF_NEW, putIn, type StoredAttributes, type Table, type TransactCondition } from './table.ts';

/** Creates the store of what a body typed but did not send. Each item has a version of its own. */
export function createDraftStore(table: Table, words: LargeWords): Drafts {
  return {
    async save({ followUpId, draft, round }) {
      const written = await words.pack({
        ...z.encode(draftSchema, { ...draft, version: draft.version + 1 }),
        ...keys.draft(followUpId, draft.round, draft.number),
      });
      const refusal = await table.transact([
        putIn(table, written, asRead(draft.version)),
        roundItem(table, { followUpId, round }),
      ]);
      if (refusal === undefined) return 'saved';
      return refusal.codes[0] === 'ConditionalCheckFailed' ? 'conflict' : 'round-changed';
    },

    async saveWhole({ followUpId, whole }) {
      const saved = await table.put({
        Item: await words.pack({
          ...z.encode(wholeDraftSchema, { ...whole, version: whole.version + 1 }),
          ...keys.wholeDraft(followUpId, whole.round),
        }),
        ...asRead(whole.version),
      });
      return saved ? 'saved' : 'conflict';
    },

    async saveEmail({ followUpId, email }) {
      const saved = await table.put({
        Item: await words.pack({
          ...z.encode(formEmailSchema, { ...email, version: email.version + 1 }),
          ...keys.formEmail(followUpId, email.round, email.mailId),
        }),
        ...asRead(email.version),
      });
      return saved ? 'saved' : 'conflict';
    },

    async removeEmail(followUpId, { round, mailId }) {
      await table.delete({ Key: keys.formEmail(followUpId, round, mailId) });
    },

    async remove(followUpId, { round, number }) {
      const key = number === 0 ? keys.wholeDraft(followUpId, round) : keys.draft(followUpId, round, number);
      await table.delete({ Key: key });
    },

    async addAttachment(followUpId, attachment) {
      await table.put({
        Item: {
          ...z.encode(attachmentSchema, attachment),
          ...keys.attachment(followUpId, attachment.round, attachment.id),
        },
      });
    },

    async removeAttachment(followUpId, { round, id }) {
      await table.delete({ Key: keys.attachment(followUpId, round, id) });
    },

    async askForApproval(followUpId, { approval, link }) {
      await table.transact([
        putIn(table, approvalItem(followUpId, approval), IF_NEW),
        ...linkItems(table, link),
      ]);
    },

    async changeApproval(followUpId, approval) {
      await table.put({ Item: approvalItem(followUpId, approval) });
    },
  };
}

function approvalItem(followUpId: string, approval: ApprovalRequest): StoredAttributes {
  return {
    ...z.encode(approvalRequestSchema, approval),
    ...keys.approval(followUpId, approval.round, approval.id),
  };
}

function asRead(version: number): TransactCondition {
  if (version === 0) return IF_NEW;
  return { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } };
}
