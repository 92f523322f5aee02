import type { Programme } from '../domain/programme.ts';

/** The programmes that the service knows, in every version. A version never changes. */
export interface Programmes {
  /** Returns one version of a programme, or undefined if nobody knows it. */
  version(id: string, version: number): Promise<Programme | undefined>;
  /** Returns the newest version of every programme, by id. A retired programme is among them. */
  list(): Promise<readonly Programme[]>;
}
