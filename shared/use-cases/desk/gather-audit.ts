import type { AuditEntry } from '../../domain/audit.ts';
import { isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Audits } from '../../ports/audits.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';

/** What a record is about. `reading` is about confidential text that somebody read. */
export const auditKinds = ['follow-up', 'people', 'settings', 'programmes', 'reading'] as const;
export type AuditKind = (typeof auditKinds)[number];

/** A record, with what it is about: the id of a follow-up or body, or the name of a common history. */
export interface AuditedEntry extends AuditEntry {
  readonly kind: AuditKind;
  readonly about: string;
}

/** Which records to show. Absent fields leave nothing out. */
export interface AuditFilter {
  readonly followUp?: { readonly id: string; readonly forceId: string };
  readonly kind?: AuditKind;
  /** A part of the name of the person, or of their AWS identity. */
  readonly by?: string;
  /** The first and last day, in London. */
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** Returns the records that a filter leaves, oldest first. Without a follow-up, looks at all of them. */
export async function gatherAudit(
  dependencies: { readonly followUps: FollowUps; readonly people: People; readonly audits: Audits },
  filter: AuditFilter,
): Promise<AuditedEntry[]> {
  const { followUp } = filter;
  const all =
    followUp === undefined ? await everything(dependencies) : await historyOf(dependencies, followUp);
  return all.filter((entry) => isWanted(entry, filter)).sort(oldestFirst);
}

async function historyOf(
  { followUps, people }: { readonly followUps: FollowUps; readonly people: People },
  { id, forceId }: { id: string; forceId: string },
): Promise<AuditedEntry[]> {
  const [own, ofBody] = await Promise.all([followUps.audit(id), people.bodyAudit(forceId)]);
  return [
    ...mark(own, { kind: 'follow-up', about: id }),
    ...mark(ofBody, { kind: 'people', about: forceId }),
  ];
}

async function everything(dependencies: {
  readonly followUps: FollowUps;
  readonly people: People;
  readonly audits: Audits;
}): Promise<AuditedEntry[]> {
  const { followUps, people, audits } = dependencies;
  const entries: AuditedEntry[] = [];
  for (const { followUp } of await loadEveryFollowUp(dependencies))
    entries.push(...mark(await followUps.audit(followUp.id), { kind: 'follow-up', about: followUp.id }));
  for (const { id } of await people.bodies())
    entries.push(...mark(await people.bodyAudit(id), { kind: 'people', about: id }));
  entries.push(...mark(await audits.common('settings'), { kind: 'settings', about: 'settings' }));
  entries.push(...mark(await audits.common('programmes'), { kind: 'programmes', about: 'programmes' }));
  entries.push(...mark(await audits.common('inbox'), { kind: 'reading', about: 'inbox' }));
  return entries;
}

function mark(
  entries: readonly AuditEntry[],
  { kind, about }: { kind: AuditKind; about: string },
): AuditedEntry[] {
  return entries.map((entry) => ({
    ...entry,
    kind: entry.action.startsWith('read-') ? 'reading' : kind,
    about,
  }));
}

function isWanted(entry: AuditedEntry, { kind, by, from, to }: AuditFilter): boolean {
  const on = londonDate(entry.at);
  const who = `${entry.by} ${entry.caller ?? ''}`.toLowerCase();
  return (
    (kind === undefined || entry.kind === kind) &&
    (by === undefined || who.includes(by.toLowerCase())) &&
    (from === undefined || !isBefore(on, from)) &&
    (to === undefined || !isAfter(on, to))
  );
}

function oldestFirst(one: AuditedEntry, other: AuditedEntry): number {
  return one.at.epochMilliseconds - other.at.epochMilliseconds;
}
