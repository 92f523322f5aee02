import * as z from 'zod';
import { anyLine } from '../../contracts/one-line.ts';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { bodySchema, suspensionSchema } from '../../contracts/stored.ts';
import { instant, plainDate } from '../../contracts/temporal.ts';
import {
  builtInCalendar,
  noCalendarChanges,
  applyCalendarChanges,
  type CountryChanges,
  type CalendarChanges,
  type WorkingCalendar,
} from '../../domain/clocks/calendar.ts';
import { countries, type BankHoliday } from '../../domain/country.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Instant } from '../../domain/dates.ts';
import { noOrganisation, type Organisation } from '../../domain/organisation.ts';
import { noPrivacySettings, retentionKinds, type PrivacySettings } from '../../domain/privacy/retention.ts';
import type { Suspension } from '../../domain/follow-up.ts';
import { createRaceError } from '../../errors.ts';
import {
  LAYOUT,
  type Fence,
  type ReplanJob,
  type SettingChange,
  type Settings,
} from '../../ports/settings.ts';
import { auditItem, readAudit } from './audit-item.ts';
import { instantText, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, putIn, type ItemKey, type StoredAttributes, type Table } from './table.ts';

const countryChanges = {
  added: z.array(z.object({ on: z.iso.date(), title: anyLine } satisfies FieldsOf<BankHoliday>)).readonly(),
  dropped: z.array(z.iso.date()).readonly(),
  knownTo: plainDate.optional(),
} satisfies FieldsOf<CountryChanges>;

const countryChangesSchema = z.object({ ...countryChanges } satisfies FieldsOf<CountryChanges>);

export const calendarSchema = z.object({
  value: z.object({
    ...countryChanges,
    elsewhere: z.partialRecord(z.enum(countries), countryChangesSchema).optional(),
  } satisfies FieldsOf<CalendarChanges>),
} satisfies FieldsOf<{ value: CalendarChanges }>);
export const suspensionsSchema = z.object({ value: z.array(suspensionSchema).readonly() } satisfies FieldsOf<{
  value: readonly Suspension[];
}>);
export const heartbeatsSchema = z.object({ jobs: z.record(z.string(), instant) } satisfies FieldsOf<{
  jobs: Readonly<Record<string, Instant>>;
}>);
export const replanSchema = z.object({
  requestedAt: instant,
  doneTo: z.string().optional(),
} satisfies FieldsOf<ReplanJob>);
export const privacySchema = z.object({
  value: z.object({
    controller: anyLine.optional(),
    contact: anyLine.optional(),
    months: z.record(z.enum(retentionKinds), z.int().positive()),
  } satisfies FieldsOf<PrivacySettings>),
} satisfies FieldsOf<{ value: PrivacySettings }>);
export const organisationSchema = z.object({
  value: z.object({
    name: z.string().optional(),
    website: z.string().optional(),
    telephone: z.string().optional(),
    checkAt: z.string().optional(),
  } satisfies FieldsOf<Organisation>),
} satisfies FieldsOf<{ value: Organisation }>);
export const fenceSchema = z.object({
  stackId: z.string(),
  tableId: z.string(),
  armedAt: instant,
  sentSince: instant.optional(),
  layout: z.int().optional(),
} satisfies FieldsOf<Fence>);

/** Returns the built-in bank holidays with the stored changes. */
export function storedCalendar(found: StoredAttributes | undefined): WorkingCalendar {
  return applyCalendarChanges(builtInCalendar, storedCalendarChanges(found));
}

function storedCalendarChanges(found: StoredAttributes | undefined): CalendarChanges {
  return found === undefined ? noCalendarChanges : parseStored(calendarSchema, found).value;
}

export function storedOrganisation(found: StoredAttributes | undefined): Organisation {
  return found === undefined ? noOrganisation : parseStored(organisationSchema, found).value;
}

export function storedSuspensions(found: StoredAttributes | undefined): Suspension[] {
  return found === undefined ? [] : [...parseStored(suspensionsSchema, found).value];
}

/** The id of the history of the settings. It is stored like the history of a follow-up. */
const HISTORY_ID = 'settings';

function encodedChange(change: SettingChange): { key: ItemKey; before: unknown; after: unknown } {
  if (change.setting === 'calendar') {
    const encoded = (value: CalendarChanges): unknown => z.encode(calendarSchema, { value }).value;
    return { key: keys.calendar(), before: encoded(change.before), after: encoded(change.after) };
  }
  const encoded = (value: readonly Suspension[]): unknown => z.encode(suspensionsSchema, { value }).value;
  return { key: keys.suspensions(), before: encoded(change.before), after: encoded(change.after) };
}

/**
 * Creates the store of settings.
 *
 * @param stackId names this installation. With the id of the table it makes the fence.
 */
export function createSettingsStore(table: Table, stackId: string): Settings {
  return {
    ...readTogether(table, stackId),
    ...keepCalendar(table),
    ...keepPrivacy(table),
    ...keepOrganisation(table),
    ...keepFence(table, stackId),
    ...keepReplanJob(table),
    ...keepHeartbeats(table),
  };
}

function readTogether(table: Table, stackId: string): Pick<Settings, 'readShared'> {
  return {
    async readShared(wanted) {
      const parts = {
        fence: keys.fence(),
        replanJob: keys.replanJob(),
        calendar: keys.calendar(),
        suspensions: keys.suspensions(),
        organisation: keys.organisation(),
        ...(wanted === undefined ? {} : { body: keys.force(wanted.forceId) }),
      };
      const items = await table.getAll(Object.values(parts));
      const itemOf = (part: ItemKey | undefined): StoredAttributes | undefined =>
        items.find(({ pk, sk }) => pk === part?.pk && sk === part?.sk);
      const body = itemOf(parts.body);
      return {
        fence: await fenceOf(itemOf(parts.fence), { table, stackId }),
        replanJob: storedReplanJob(itemOf(parts.replanJob)),
        calendar: storedCalendar(itemOf(parts.calendar)),
        suspensions: storedSuspensions(itemOf(parts.suspensions)),
        organisation: storedOrganisation(itemOf(parts.organisation)),
        body: body === undefined ? undefined : parseStored(bodySchema, body),
      };
    },
  };
}

function storedFence(found: StoredAttributes | undefined): Fence | undefined {
  return found === undefined ? undefined : parseStored(fenceSchema, found);
}

/** Returns the fence if it names exactly this table and this installation. */
async function fenceOf(
  found: StoredAttributes | undefined,
  { table, stackId }: { table: Table; stackId: string },
): Promise<Fence | undefined> {
  const fence = storedFence(found);
  if (fence?.stackId !== stackId) return undefined;
  return fence.tableId === (await table.tableId()) ? fence : undefined;
}

function storedReplanJob(found: StoredAttributes | undefined): ReplanJob | undefined {
  return found === undefined ? undefined : parseStored(replanSchema, found);
}

/** Keeps the calendar and the suspensions. A change to either moves dates, so every date is worked out again. */
function keepCalendar(
  table: Table,
): Pick<Settings, 'calendar' | 'calendarChanges' | 'suspensions' | 'change' | 'audit'> {
  return {
    async calendar() {
      return storedCalendar(await table.get(keys.calendar()));
    },

    async calendarChanges() {
      return storedCalendarChanges(await table.get(keys.calendar()));
    },

    async suspensions() {
      return storedSuspensions(await table.get(keys.suspensions()));
    },

    async change(change) {
      const { key, before, after } = encodedChange(change);
      const unchanged = {
        ConditionExpression: 'attribute_not_exists(pk) OR #value = :before',
        ExpressionAttributeNames: { '#value': 'value' },
        ExpressionAttributeValues: { ':before': before },
      };
      const refusal = await table.transact([
        putIn(table, { ...key, value: after }, unchanged),
        putIn(table, { ...keys.replanJob(), requestedAt: instantText(change.audit.at) }),
        auditItem(table, { ...change.audit, historyId: HISTORY_ID }),
      ]);
      if (refusal === undefined) return;
      throw createRaceError(`the ${change.setting}`);
    },

    audit: () => readAudit(table, HISTORY_ID),
  };
}

/** Keeps what the privacy notice says. It moves no date, so nothing is worked out again. */
function keepPrivacy(table: Table): Pick<Settings, 'privacy' | 'changePrivacy'> {
  return {
    async privacy() {
      const found = await table.get(keys.privacy());
      return found === undefined ? noPrivacySettings : parseStored(privacySchema, found).value;
    },

    async changePrivacy({ before, after, audit }) {
      await changeSetting(table, {
        key: keys.privacy(),
        before: z.encode(privacySchema, { value: before }).value,
        after: z.encode(privacySchema, { value: after }).value,
        audit,
        what: 'the privacy settings',
      });
    },
  };
}

/** Keeps how emails and pages name the organisation. It moves no date. */
function keepOrganisation(table: Table): Pick<Settings, 'organisation' | 'changeOrganisation'> {
  return {
    async organisation() {
      return storedOrganisation(await table.get(keys.organisation()));
    },

    async changeOrganisation({ before, after, audit }) {
      await changeSetting(table, {
        key: keys.organisation(),
        before: z.encode(organisationSchema, { value: before }).value,
        after: z.encode(organisationSchema, { value: after }).value,
        audit,
        what: 'the settings of the organisation',
      });
    },
  };
}

/**
 * Writes a setting together with its audit record.
 *
 * @throws ServiceError `race` if someone else changed the setting since it was read.
 */
async function changeSetting(
  table: Table,
  {
    key,
    before,
    after,
    audit,
    what,
  }: { key: ItemKey; before: unknown; after: unknown; audit: AuditEntry; what: string },
): Promise<void> {
  const refusal = await table.transact([
    putIn(
      table,
      { ...key, value: after },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR #value = :before',
        ExpressionAttributeNames: { '#value': 'value' },
        ExpressionAttributeValues: { ':before': before },
      },
    ),
    auditItem(table, { ...audit, historyId: HISTORY_ID }),
  ]);
  if (refusal !== undefined) throw createRaceError(what);
}

function keepFence(
  table: Table,
  stackId: string,
): Pick<Settings, 'fence' | 'lastFence' | 'arm' | 'recordLayout'> {
  return {
    fence: async () => fenceOf(await table.get(keys.fence()), { table, stackId }),

    lastFence: async () => storedFence(await table.get(keys.fence())),

    async arm({ at, sentSince }) {
      const written = z.encode(fenceSchema, {
        stackId,
        tableId: await table.tableId(),
        armedAt: at,
        sentSince,
        layout: LAYOUT,
      });
      await table.put({ Item: { ...keys.fence(), ...written } });
    },

    async recordLayout() {
      await table.update({
        Key: keys.fence(),
        UpdateExpression: 'SET #layout = :layout',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#layout': 'layout' },
        ExpressionAttributeValues: { ':layout': LAYOUT },
      });
    },
  };
}

function keepReplanJob(table: Table): Pick<Settings, 'requestReplan' | 'replanJob' | 'saveReplan'> {
  return {
    async requestReplan(at) {
      await table.put({ Item: { ...keys.replanJob(), requestedAt: instantText(at) } });
    },

    replanJob: async () => storedReplanJob(await table.get(keys.replanJob())),

    async saveReplan(job, progress) {
      const sameJob = {
        ConditionExpression: 'requestedAt = :requestedAt',
        ExpressionAttributeValues: { ':requestedAt': instantText(job.requestedAt) },
      };
      if ('finished' in progress) {
        await table.transact([{ Delete: { TableName: table.name, Key: keys.replanJob(), ...sameJob } }]);
        return;
      }
      const written = z.encode(replanSchema, { ...job, ...progress });
      await table.put({ Item: { ...keys.replanJob(), ...written }, ...sameJob });
    },
  };
}

function keepHeartbeats(table: Table): Pick<Settings, 'heartbeats' | 'recordHeartbeat'> {
  return {
    async heartbeats() {
      const found = await table.get(keys.heartbeats());
      const jobs: Record<string, Instant> =
        found === undefined ? {} : parseStored(heartbeatsSchema, found).jobs;
      return new Map(Object.entries(jobs));
    },

    async recordHeartbeat(job, at) {
      const updated = await table.update({
        Key: keys.heartbeats(),
        UpdateExpression: 'SET jobs.#job = :at',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#job': job },
        ExpressionAttributeValues: { ':at': instantText(at) },
      });
      if (updated !== undefined) return;
      // Only the first job of a table comes here. If another job was faster, its list takes this one too.
      const isFirst = await table.put({
        Item: { ...keys.heartbeats(), jobs: { [job]: instantText(at) } },
        ...IF_NEW,
      });
      if (!isFirst) await this.recordHeartbeat(job, at);
    },
  };
}
