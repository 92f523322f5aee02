import type { AuditEntry } from '../domain/audit.ts';
import type { Instant } from '../domain/dates.ts';
import type { Programme } from '../domain/programme.ts';

/** One version of a programme, and what became of it. */
export interface KnownProgramme {
  readonly programme: Programme;
  /** Absent if the version comes with Revisit. */
  readonly added?: { readonly at: Instant; readonly by: string };
  /** Set if no report can begin with the programme any more. Open follow-ups go on with it. */
  readonly retired?: { readonly at: Instant; readonly by: string };
}

/** The programmes that the service knows, in every version. A version never changes. */
export interface Programmes {
  /** Returns one version of a programme, or undefined if nobody knows it. */
  version(id: string, version: number): Promise<Programme | undefined>;
  /** Returns every version of every programme, by id, the oldest version first. */
  versions(): Promise<readonly KnownProgramme[]>;
  /** Returns the newest version of every programme that is not retired, by id. */
  list(): Promise<readonly Programme[]>;
  /**
   * Stores a version.
   *
   * @returns false if the version is known already. Nothing is written then.
   */
  add(programme: Programme, audit: AuditEntry): Promise<boolean>;
  /** Retires a programme, or takes that back. */
  retire(id: string, retiring: { readonly retired: boolean; readonly audit: AuditEntry }): Promise<void>;
}
