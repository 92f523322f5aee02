import type { Instant } from '../domain/dates.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Recommendation } from '../domain/recommendation.ts';

/** One row of an import, which becomes one follow-up. */
export interface ImportedFollowUp {
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
}

/** A file that was imported. Either all its rows are committed or none. */
export interface Import {
  /** Made from its name and content, so the same file has the same id. */
  readonly id: string;
  readonly fileName: string;
  readonly rows: number;
  readonly importedAt: Instant;
  readonly importedBy: string;
}

export interface Imports {
  /** Writes rows in pages. It can be repeated. Until `commit` the rows have no effect. */
  stage(staged: { id: string; rows: readonly ImportedFollowUp[]; at: Instant }): Promise<void>;
  /** Makes the import count, with one conditional write. @returns false if it was committed before. */
  commit(committed: Import): Promise<boolean>;
  find(id: string): Promise<Import | undefined>;
  /** Returns the imports, newest first. */
  list(): Promise<Import[]>;
  /** Yields the rows of an import. */
  rows(id: string): AsyncIterable<ImportedFollowUp>;
}
