import type { Instant } from '../domain/dates.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Recommendation } from '../domain/recommendation.ts';

/** One row of an import: a follow-up as it shall be added. */
export interface ImportedFollowUp {
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
}

/** A file that was imported: committed with all its rows, or not there at all. */
export interface Import {
  /** From its name and content, so that the same file again is the same import. */
  readonly id: string;
  readonly fileName: string;
  readonly rows: number;
  readonly importedAt: Instant;
  readonly importedBy: string;
}

export interface Imports {
  /** Writes rows in pages, any number of times; they mean nothing until they are committed. */
  stage(staged: { id: string; rows: readonly ImportedFollowUp[]; at: Instant }): Promise<void>;
  /** One conditional write: from it on the import is there. @returns false where it was there before. */
  commit(committed: Import): Promise<boolean>;
  find(id: string): Promise<Import | undefined>;
  /** Newest first. */
  list(): Promise<Import[]>;
  /** The rows of an import. */
  rows(id: string): AsyncIterable<ImportedFollowUp>;
}
