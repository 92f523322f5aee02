import type { Handover } from '../domain/form/form.ts';

/** Requests that were passed to a colleague, or are to be. */
export interface Handovers {
  ofFollowUp(followUpId: string): Promise<Handover[]>;
  /**
   * Writes a handover under the version under which it was read (0: new).
   *
   * @throws ServiceError `conflict` when it was changed since.
   */
  put(followUpId: string, handover: Handover): Promise<void>;
}
