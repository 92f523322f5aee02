import * as z from 'zod';
import {
  contactAbsenceSchema,
  contactSchema,
  bodySchema,
  staffMemberSchema,
} from '../../contracts/stored.ts';
import { instant } from '../../contracts/temporal.ts';
import { createRaceError, ServiceError } from '../../errors.ts';
import type { People } from '../../ports/people.ts';
import { auditItem, readAudit } from './audit-item.ts';
import { bodyPartition, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { loadStaff } from './load-staff.ts';
import { IF_NEW, putIn, TRANSACTION_LIMIT, type Table } from './table.ts';

export function createPeopleStore(table: Table): People {
  return { ...keepBodies(table), ...keepContacts(table), ...markContacts(table), ...keepStaff(table) };
}

function keepBodies(table: Table): Pick<People, 'bodies' | 'body' | 'putBody' | 'putBodies' | 'bodyAudit'> {
  return {
    async bodies() {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'FORCES' },
        ConsistentRead: true,
      });
      return items.map((found) => parseStored(bodySchema, found));
    },

    async body(id) {
      const found = await table.get(keys.force(id));
      return found === undefined ? undefined : parseStored(bodySchema, found);
    },

    async putBody(body, { replace }) {
      const written = { ...z.encode(bodySchema, body), ...keys.force(body.id) };
      if (!(await table.put({ Item: written, ...(replace ? {} : IF_NEW) }))) {
        throw new ServiceError(
          'recorded-already',
          `The body ${body.id} exists already. Nothing was written.`,
        );
      }
    },

    async putBodies(bodies, audit) {
      const atOnce = TRANSACTION_LIMIT / 2;
      for (let start = 0; start < bodies.length; start += atOnce) {
        await table.transact(
          bodies
            .slice(start, start + atOnce)
            .flatMap((body) => [
              putIn(table, { ...z.encode(bodySchema, body), ...keys.force(body.id) }),
              auditItem(table, { ...audit, historyId: bodyHistoryId(body.id) }),
            ]),
        );
      }
    },

    bodyAudit: (forceId) => readAudit(table, bodyHistoryId(forceId)),
  };
}

function keepContacts(table: Table): Pick<People, 'contacts' | 'putContact' | 'removeContact'> {
  return {
    async contacts(forceId) {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': bodyPartition(forceId), ':prefix': 'CONTACT#' },
        ConsistentRead: true,
      });
      return items.map((found) => parseStored(contactSchema, found));
    },

    async putContact(contact, { isNew, audit }) {
      const version = isNew ? 1 : contact.version + 1;
      const written = {
        ...z.encode(contactSchema, { ...contact, version }),
        ...keys.contact(contact.forceId, contact.id),
      };
      const condition = isNew
        ? IF_NEW
        : {
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': contact.version },
          };
      const refusal = await table.transact([
        putIn(table, written, condition),
        auditItem(table, { ...audit, historyId: bodyHistoryId(contact.forceId) }),
      ]);
      if (refusal !== undefined) {
        throw isNew
          ? new ServiceError(
              'recorded-already',
              `The contact ${contact.id} exists already. Nothing was written.`,
            )
          : createRaceError(`the contact ${contact.id}`);
      }
    },

    async removeContact(contact, audit) {
      const refusal = await table.transact([
        {
          Delete: {
            TableName: table.name,
            Key: keys.contact(contact.forceId, contact.id),
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': contact.version },
          },
        },
        auditItem(table, { ...audit, historyId: bodyHistoryId(contact.forceId) }),
      ]);
      if (refusal !== undefined) throw createRaceError(`the contact ${contact.id}`);
    },
  };
}

/** Records what an email shows about a contact. It is not a decision of a person, so it is not audited. */
function markContacts(table: Table): Pick<People, 'markUnreachable' | 'markAway'> {
  return {
    async markUnreachable({ forceId, contactId, since, reason }) {
      await table.update({
        Key: keys.contact(forceId, contactId),
        UpdateExpression: 'SET unreachable = :mark, version = version + :one',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(unreachable)',
        ExpressionAttributeValues: { ':mark': { since: z.encode(instant, since), reason }, ':one': 1 },
      });
    },

    async markAway({ forceId, contactId, away }) {
      await table.update({
        Key: keys.contact(forceId, contactId),
        UpdateExpression: 'SET away = :away, version = version + :one',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(away) OR attribute_not_exists(away.mailId) OR away.since < :since)',
        ExpressionAttributeValues: {
          ':away': z.encode(contactAbsenceSchema, away),
          ':since': z.encode(instant, away.since),
          ':one': 1,
        },
      });
    },
  };
}

function keepStaff(table: Table): Pick<People, 'staff' | 'putStaffMember' | 'removeStaffMember'> {
  return {
    staff: () => loadStaff(table),

    async putStaffMember(member) {
      await table.put({ Item: { ...z.encode(staffMemberSchema, member), ...keys.staff(member.id) } });
    },

    async removeStaffMember(id) {
      await table.delete({ Key: keys.staff(id) });
    },
  };
}

/** Returns the id of the history of a body. It is stored like the history of a follow-up. */
function bodyHistoryId(forceId: string): string {
  return `force-${forceId}`;
}
