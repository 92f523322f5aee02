import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Programmes } from '../../ports/programmes.ts';

interface ProgrammeDependencies {
  readonly programmes: Programmes;
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/** A version of a programme to add. Nothing is written until someone adds it. */
export interface PlannedProgramme {
  readonly programme: Programme;
  /** The newest version that the service knows, if it knows one. */
  readonly before: Programme | undefined;
  /** False if the service knows exactly this version already. */
  readonly isNew: boolean;
}

/**
 * Plans to add a version of a programme. Writes nothing.
 *
 * @throws ServiceError `recorded-already` if the version is known with other contents. A version never changes.
 * @throws ServiceError `bad-input` if the version is not the next one, or if a role has another part elsewhere.
 */
export async function planProgramme(
  { programmes }: Pick<ProgrammeDependencies, 'programmes'>,
  programme: Programme,
): Promise<PlannedProgramme> {
  const { id, version } = programme;
  const all = await programmes.versions();
  const own = all.filter((known) => known.programme.id === id);
  const before = own.at(-1)?.programme;
  const same = own.find((known) => known.programme.version === version)?.programme;
  if (same !== undefined) {
    if (isSame(same, programme)) return { programme, before, isNew: false };
    throw new ServiceError(
      'recorded-already',
      `Version ${version} of ${id} is known with other contents, and a version never changes. Give the file the version ${(before?.version ?? version) + 1}.`,
      { field: 'file' },
    );
  }
  const next = (before?.version ?? 0) + 1;
  if (version !== next) {
    const problem =
      before === undefined
        ? `${id} is new, so its version is 1, not ${version}.`
        : `The newest version of ${id} is ${before.version}, so the next one is ${next}, not ${version}.`;
    throw new ServiceError('bad-input', `${problem} Change "version" in the file.`, { field: 'file' });
  }
  refuseOtherParts(
    programme,
    all.map((known) => known.programme),
  );
  return { programme, before, isNew: true };
}

/** Adds a version of a programme as planned. Follow-ups that run keep the version that they began with. */
export async function addProgramme(
  { programmes, clock }: Pick<ProgrammeDependencies, 'programmes' | 'clock'>,
  { planned, by }: { planned: PlannedProgramme; by: string },
): Promise<void> {
  if (!planned.isNew) return;
  const { programme } = planned;
  const summary = `Added version ${programme.version} of the programme ${programme.id}.`;
  const added = await programmes.add(programme, { at: clock.now(), by, action: 'add-programme', summary });
  if (added) return;
  throw new ServiceError(
    'race',
    `Somebody else added version ${programme.version} of ${programme.id} at the same time. Nothing was written.`,
  );
}

/**
 * Retires a programme, or takes that back. Running follow-ups go on.
 *
 * @returns false if it already is so.
 */
export async function retireProgramme(
  { programmes, clock }: Pick<ProgrammeDependencies, 'programmes' | 'clock'>,
  { id, retired, by }: { id: string; retired: boolean; by: string },
): Promise<boolean> {
  const known = (await programmes.versions()).findLast(({ programme }) => programme.id === id);
  if ((known?.retired !== undefined) === retired) return false;
  const summary = retired ? `Retired the programme ${id}.` : `Took the retirement of ${id} back.`;
  const audit = { at: clock.now(), by, action: 'retire-programme', summary };
  await programmes.retire(id, { retired, audit });
  return true;
}

/**
 * Refuses a role that has another part in another programme. A contact has one part, so an id must mean one thing
 * everywhere.
 */
function refuseOtherParts(programme: Programme, others: readonly Programme[]): void {
  for (const { id, part } of programme.roles) {
    const other = others.find(
      (one) => one.id !== programme.id && one.roles.some((role) => role.id === id && role.part !== part),
    );
    if (other === undefined) continue;
    throw new ServiceError(
      'bad-input',
      `The role ${id} has another part in the programme ${other.id}. Give it the same part, or another id.`,
      { field: `roles.${id}.part` },
    );
  }
}

function isSame(left: Programme, right: Programme): boolean {
  return canonical(left) === canonical(right);
}

/** Writes a programme so that the order of fields and how a ladder was written do not count. */
function canonical(programme: Programme): string {
  return JSON.stringify(programme, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
