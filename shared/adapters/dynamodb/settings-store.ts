import * as z from 'zod';
import { suspensionSchema } from '../../contracts/stored.ts';
import { instant } from '../../contracts/temporal.ts';
import { bankHolidays } from '../../domain/bank-holidays.ts';
import { calendarOf, type WorkingCalendar } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Suspension } from '../../domain/follow-up.ts';
import type { Fence, Settings } from '../../ports/settings.ts';
import { instantText, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import type { StoredAttributes, Table } from './table.ts';

const holidaysSchema = z.object({ holidays: z.array(z.object({ on: z.iso.date(), title: z.string() })) });
const suspensionsSchema = z.object({ suspensions: z.array(suspensionSchema) });
const heartbeatsSchema = z.object({ jobs: z.record(z.string(), instant) });
const replanSchema = z.object({ requestedAt: instant, doneTo: z.string().optional() });
const fenceSchema = z.object({
  stackId: z.string(),
  tableId: z.string(),
  armedAt: instant,
  sentSince: instant.optional(),
});

/** The bank holidays that the product comes with, and those of the stored calendar. */
export function storedCalendar(found: StoredAttributes | undefined): WorkingCalendar {
  const added = found === undefined ? [] : parseStored(holidaysSchema, found).holidays;
  return calendarOf([...bankHolidays, ...added]);
}

export function storedSuspensions(found: StoredAttributes | undefined): Suspension[] {
  return found === undefined ? [] : parseStored(suspensionsSchema, found).suspensions;
}

/** @param stackId names this installation; together with the table's own id it makes the fence. */
export function createSettingsStore(table: Table, stackId: string): Settings {
  const addedHolidays = async (): Promise<{ on: string; title: string }[]> => {
    const found = await table.get(keys.setting('CALENDAR'));
    return found === undefined ? [] : parseStored(holidaysSchema, found).holidays;
  };

  const lastFence = async (): Promise<Fence | undefined> => {
    const found = await table.get(keys.identity);
    return found === undefined ? undefined : parseStored(fenceSchema, found);
  };

  return {
    async calendar() {
      return storedCalendar(await table.get(keys.setting('CALENDAR')));
    },

    async addHolidays(holidays) {
      const known = await addedHolidays();
      const added = new Map([...known, ...holidays].map((holiday) => [holiday.on, holiday]));
      await table.put({ Item: { ...keys.setting('CALENDAR'), holidays: [...added.values()] } });
    },

    async suspensions() {
      return storedSuspensions(await table.get(keys.setting('SUSPENSIONS')));
    },

    async putSuspensions(suspensions) {
      const written = z.encode(suspensionsSchema, { suspensions: [...suspensions] });
      await table.put({ Item: { ...keys.setting('SUSPENSIONS'), ...written } });
    },

    async fence() {
      const fence = await lastFence();
      if (fence?.stackId !== stackId) return undefined;
      return fence.tableId === (await table.tableId()) ? fence : undefined;
    },

    lastFence,

    async arm({ at, sentSince }) {
      const written = z.encode(fenceSchema, {
        stackId,
        tableId: await table.tableId(),
        armedAt: at,
        sentSince,
      });
      await table.put({ Item: { ...keys.identity, ...written } });
    },

    async requestReplan(at) {
      await table.put({ Item: { ...keys.setting('REPLAN'), requestedAt: instantText(at) } });
    },

    async replanJob() {
      const found = await table.get(keys.setting('REPLAN'));
      return found === undefined ? undefined : parseStored(replanSchema, found);
    },

    async saveReplan(job, progress) {
      const sameJob = {
        ConditionExpression: 'requestedAt = :requestedAt',
        ExpressionAttributeValues: { ':requestedAt': instantText(job.requestedAt) },
      };
      if ('finished' in progress) {
        await table.transact([
          { Delete: { TableName: table.name, Key: keys.setting('REPLAN'), ...sameJob } },
        ]);
        return;
      }
      const written = z.encode(replanSchema, { ...job, ...progress });
      await table.put({ Item: { ...keys.setting('REPLAN'), ...written }, ...sameJob });
    },

    async heartbeats() {
      const found = await table.get(keys.setting('HEARTBEATS'));
      const jobs: Record<string, Instant> =
        found === undefined ? {} : parseStored(heartbeatsSchema, found).jobs;
      return new Map(Object.entries(jobs));
    },

    async recordHeartbeat(job, at) {
      const first = await table.put({
        Item: { ...keys.setting('HEARTBEATS'), jobs: { [job]: instantText(at) } },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      if (first) return;
      await table.update({
        Key: keys.setting('HEARTBEATS'),
        UpdateExpression: 'SET jobs.#job = :at',
        ExpressionAttributeNames: { '#job': job },
        ExpressionAttributeValues: { ':at': instantText(at) },
      });
    },
  };
}
