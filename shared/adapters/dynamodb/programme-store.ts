import * as z from 'zod';
import { anyLine } from '../../contracts/one-line.ts';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { programmeSchema } from '../../contracts/programme.ts';
import { shippedProgrammes } from '../../contracts/shipped-programmes.ts';
import { instant } from '../../contracts/temporal.ts';
import { writeProgramme } from '../../contracts/write-programme.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { KnownProgramme, Programmes } from '../../ports/programmes.ts';
import { auditItem } from './audit-item.ts';
import { keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, putIn, type StoredAttributes, type Table } from './table.ts';

interface StoredProgramme {
  /** The whole file as JSON. It never changes. */
  readonly file: string;
  readonly addedAt: Instant;
  readonly addedBy: string;
}

export const storedProgrammeSchema = z.object({
  file: z.string(),
  addedAt: instant,
  addedBy: anyLine,
} satisfies FieldsOf<StoredProgramme>);

interface Retirement {
  readonly programmeId: string;
  readonly at: Instant;
  readonly by: string;
}

export const retirementSchema = z.object({
  programmeId: z.string(),
  at: instant,
  by: anyLine,
} satisfies FieldsOf<Retirement>);

/** The id of the history of the programmes. It is stored like the history of a follow-up. */
const HISTORY_ID = 'programmes';

/**
 * Creates the store of programmes. The programmes that come with Revisit need no item and no request. A version never
 * changes, so each one is read once.
 */
export function createProgrammeStore(table: Table): Programmes {
  const read = new Map<string, Promise<Programme | undefined>>();
  const versions = (): Promise<KnownProgramme[]> => listVersions(table);
  return {
    version(id, version) {
      const shipped = shippedProgrammes.get(id);
      if (shipped?.version === version) return Promise.resolve(shipped);
      const name = `${id}#${version}`;
      const known = read.get(name) ?? readVersion(table, { id, version });
      read.set(name, known);
      // A version that is added later must be found then.
      void known.then(
        (found) => found === undefined && read.delete(name),
        () => read.delete(name),
      );
      return known;
    },

    versions,

    async list() {
      const newest = new Map<string, Programme>();
      for (const { programme, retired } of await versions()) {
        if (retired === undefined) newest.set(programme.id, programme);
      }
      return [...newest.values()];
    },

    async add(programme, audit) {
      if (shippedProgrammes.get(programme.id)?.version === programme.version) return false;
      const { id, version } = programme;
      const stored: StoredProgramme = {
        file: JSON.stringify(writeProgramme(programme)),
        addedAt: audit.at,
        addedBy: audit.by,
      };
      const refusal = await table.transact([
        putIn(table, { ...z.encode(storedProgrammeSchema, stored), ...keys.programme(id, version) }, IF_NEW),
        auditItem(table, { ...audit, historyId: HISTORY_ID }),
      ]);
      return refusal === undefined;
    },

    async retire(programmeId, { retired, audit }) {
      const key = keys.retiredProgramme(programmeId);
      const retirement = { programmeId, at: audit.at, by: audit.by };
      await table.transact([
        retired
          ? putIn(table, { ...z.encode(retirementSchema, retirement), ...key })
          : { Delete: { TableName: table.name, Key: key } },
        auditItem(table, { ...audit, historyId: HISTORY_ID }),
      ]);
    },
  };
}

async function readVersion(
  table: Table,
  { id, version }: { id: string; version: number },
): Promise<Programme | undefined> {
  const found = await table.get(keys.programme(id, version));
  return found === undefined ? undefined : readStored(found).programme;
}

function readStored(found: StoredAttributes): Pick<KnownProgramme, 'programme' | 'added'> {
  const { file, addedAt, addedBy } = parseStored(storedProgrammeSchema, found);
  const parsed = programmeSchema.safeParse(JSON.parse(file));
  if (parsed.success) return { programme: parsed.data, added: { at: addedAt, by: addedBy } };
  const where = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new ServiceError('stored-data', `A stored programme cannot be read. Check ${where}.`);
}

async function listVersions(table: Table): Promise<KnownProgramme[]> {
  const items = await table.queryAll({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': 'PROGRAMMES' },
    ConsistentRead: true,
  });
  const isOf = (prefix: string) => (item: StoredAttributes) => String(item['sk']).startsWith(prefix);
  const retirements = items.filter(isOf('RETIRED#')).map((item) => parseStored(retirementSchema, item));
  const stored = items.filter(isOf('PROGRAMME#')).map(readStored);
  const all = [...[...shippedProgrammes.values()].map((programme) => ({ programme })), ...stored];
  return all
    .map((known) => {
      const retired = retirements.find(({ programmeId }) => programmeId === known.programme.id);
      return retired === undefined ? known : { ...known, retired: { at: retired.at, by: retired.by } };
    })
    .sort((a, b) => compareText(a.programme.id, b.programme.id) || a.programme.version - b.programme.version);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
