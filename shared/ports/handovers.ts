import type { Handover } from '../domain/form/form.ts';

/** Requests that a lead passed to a colleague, including those that wait for approval. */
export interface Handovers {
  ofFollowUp(followUpId: string): Promise<Handover[]>;
  /**
   * Writes a handover. It has the version that was read, or 0 if it is new.
   *
   * @throws ServiceError `race` if someone else changed it since it was read.
   */
  put(followUpId: string, handover: Handover): Promise<void>;
}
