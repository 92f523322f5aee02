import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { followUpSchema, importSchema, recommendationSchema } from '../../contracts/stored.ts';
import type { ImportedFollowUp, Imports } from '../../ports/imports.ts';
import { importPartition, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, putIn, type Table } from './table.ts';

export const importRowSchema = z.object({
  followUp: followUpSchema,
  recommendations: z.array(recommendationSchema).readonly(),
} satisfies FieldsOf<ImportedFollowUp>);

/** How many rows are written at once. A transaction takes 100 items, and a row with its recommendations is one item. */
const PAGE = 50;

/** How long rows are stored, in seconds: 90 days. By then their follow-ups exist, or nobody committed the import. */
const ROW_SECONDS = 90 * 24 * 60 * 60;

/** Creates the store of imports. Each import has a partition for its rows. One list has the committed imports. */
export function createImportStore(table: Table): Imports {
  return {
    async stage({ id, rows, at }) {
      const ttl = Math.floor(at.epochMilliseconds / 1000) + ROW_SECONDS;
      for (let start = 0; start < rows.length; start += PAGE) {
        const page = rows.slice(start, start + PAGE);
        await table.transact(
          page.map((row) =>
            putIn(table, { ...z.encode(importRowSchema, row), ...keys.importRow(id, row.followUp.id), ttl }),
          ),
        );
      }
    },

    commit: (committed) =>
      table.put({ Item: { ...z.encode(importSchema, committed), ...keys.import(committed.id) }, ...IF_NEW }),

    async find(id) {
      const found = await table.get(keys.import(id));
      return found === undefined ? undefined : parseStored(importSchema, found);
    },

    async list() {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'IMPORTS' },
        ConsistentRead: true,
      });
      const imports = items.map((found) => parseStored(importSchema, found));
      return imports.sort((a, b) => b.importedAt.epochMilliseconds - a.importedAt.epochMilliseconds);
    },

    async *rows(id) {
      const pages = table.queryPages({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': importPartition(id) },
        ConsistentRead: true,
      });
      for await (const page of pages) {
        for (const found of page) yield parseStored(importRowSchema, found);
      }
    },
  };
}
