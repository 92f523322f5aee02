import { chooseProgramme } from '../finding/find-programme.ts';
import type { Programmes } from '../../ports/programmes.ts';
import { formatDate, isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { publishedWhen } from '../../domain/publication/published-when.ts';
import { newFollowUp } from '../../domain/publication/new-follow-up.ts';
import { ServiceError, type Particular } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { ImportedFollowUp, Imports } from '../../ports/imports.ts';
import type { People } from '../../ports/people.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { chooseBody } from '../finding/find-body.ts';

export interface ImportPublicationsDependencies {
  readonly people: People;
  readonly followUps: FollowUps;
  readonly imports: Imports;
  readonly clock: Clock;
  readonly programmes: Programmes;
}

export interface PublicationToImport {
  /** The line number in the file. */
  readonly line: number;
  /** The body's id or name. */
  readonly body: string;
  /** By default, the one programme for bodies of this kind. */
  readonly programmeId?: string;
  /** The day of publication, or the last day on which it may have been. */
  readonly publishedOn: PlainDate;
  /** The first day on which it may have been, if its day is not known. */
  readonly publishedFrom?: PlainDate;
  readonly reportTitle?: string;
  readonly reportUrl?: string;
  readonly source?: string;
  readonly knownFollowUp?: string;
  readonly owner?: string;
  /** True if all of it is over. It is recorded as closed, and nothing is owed for it. */
  readonly isOver?: boolean;
}

export interface ImportPlan {
  readonly added: readonly ImportedFollowUp[];
  /** Follow-ups in the file that already exist. The import does not change them. */
  readonly present: readonly FollowUp[];
}

const OVER_BEFORE = 'It was over before it was recorded.';

/**
 * Plans the import of a file. Checks everything and writes nothing.
 *
 * @throws ServiceError `bad-input`, with every line and column that is wrong.
 */
export async function planImport(
  dependencies: ImportPublicationsDependencies,
  publications: readonly PublicationToImport[],
): Promise<ImportPlan> {
  const bodies = await dependencies.people.bodies();
  const programmes = await dependencies.programmes.versions();
  const today = londonDate(dependencies.clock.now());
  const problems: Particular[] = [];
  const added: ImportedFollowUp[] = [];
  const present: FollowUp[] = [];
  const lines = new Map<string, number>();
  for (const publication of publications) {
    const { line, publishedOn, publishedFrom, isOver } = publication;
    const attempt = async (column: string, check: () => Promise<void> | void): Promise<void> => {
      try {
        await check();
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        problems.push({ where: `line ${line}, ${column}`, problem: error.message });
      }
    };
    const read = async <T>(column: string, choose: () => T): Promise<T | undefined> => {
      let chosen: T | undefined;
      await attempt(column, () => {
        chosen = choose();
      });
      return chosen;
    };
    await attempt('published_on', () => {
      if (publishedFrom !== undefined && isOver !== true) {
        const problem = `Only the ${publishedFrom.month === publishedOn.month ? 'month' : 'year'} is known, and no clock can run from it. Write the day, or write yes in the column over if the follow-up is over.`;
        throw new ServiceError('bad-input', problem);
      }
      if (isAfter(publishedFrom ?? publishedOn, today)) {
        const problem = `${formatDate(publishedOn)} is in the future. For a report that is not out, use revisit publish <body> --on <date> --prepare.`;
        throw new ServiceError('bad-input', problem);
      }
    });
    const { programmeId } = publication;
    let ownerId: string | undefined;
    await attempt('owner', async () => {
      if (publication.owner !== undefined) {
        ownerId = (await findStaffMember(dependencies, publication.owner)).id;
      }
    });
    await attempt('force_id', async () => {
      const body = chooseBody(publication.body, bodies);
      const programme = await read('programme', () =>
        chooseProgramme({ written: programmeId, body }, programmes),
      );
      if (programme === undefined) return;
      const followUp = newFollowUp(
        { ...publication, body, programme, ownerId },
        isOver === true
          ? { state: 'closed', closing: { on: today, reason: OVER_BEFORE, isHistory: true } }
          : { state: 'staged' },
      );
      const earlier = lines.get(followUp.id);
      if (earlier !== undefined)
        throw new ServiceError('bad-input', `the same publication is on line ${earlier}.`);
      lines.set(followUp.id, line);
      const existing = await dependencies.followUps.find(followUp.id);
      if (existing === undefined) added.push({ followUp, recommendations: [] });
      else present.push(existing);
    });
  }
  if (problems.length > 0) {
    const count = new Set(problems.map(({ where }) => where.split(',')[0])).size;
    throw new ServiceError(
      'bad-input',
      `Nothing was imported, because ${count === 1 ? 'one line' : `${count} lines`} cannot be used.`,
      { field: problems[0]?.where ?? '', particulars: problems },
    );
  }
  return { added, present };
}

/**
 * Adds the follow-ups of a plan as staged, all or none. No clock runs and no email is owed until they are released.
 *
 * First writes the rows, which mean nothing yet. Then one conditional write commits them. Then adds the follow-ups. If
 * this stops halfway, the same import again or `release` adds the rest.
 */
export async function importPublications(
  dependencies: ImportPublicationsDependencies,
  importing: { id: string; fileName: string; plan: ImportPlan; by: string },
): Promise<{ committed: boolean }> {
  const { imports, clock } = dependencies;
  const { id, fileName, plan, by } = importing;
  const rows = plan.added;
  if (rows.length === 0) return { committed: false };
  await imports.stage({ id, rows, at: clock.now() });
  const committed = await imports.commit({
    id,
    fileName,
    rows: rows.length,
    importedAt: clock.now(),
    importedBy: by,
  });
  await addStaged(dependencies, { id, by });
  return { committed };
}

/** Adds the follow-ups that an import committed and that are still missing. Running it again does no harm. */
export async function addStaged(
  { followUps, imports, clock }: { followUps: FollowUps; imports: Imports; clock: Clock },
  { id, by }: { id: string; by: string },
): Promise<void> {
  for await (const { followUp, recommendations } of imports.rows(id)) {
    if ((await followUps.find(followUp.id)) !== undefined) continue;
    const then =
      followUp.state === 'closed' ? 'It is over, and nothing is owed.' : 'Sends nothing until released.';
    const summary = `Imported as published ${publishedWhen(followUp)}, from ${id}. ${then}`;
    await followUps.add({
      followUp,
      recommendations,
      audit: { at: clock.now(), by, action: 'import', summary },
    });
  }
}
