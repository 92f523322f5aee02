import type { Settings } from '../../ports/settings.ts';

/** Whether this very table may send for this very installation: a restore or a copy is another table, and may not. */
export async function isArmed(settings: Settings): Promise<boolean> {
  return (await settings.fence()) !== undefined;
}
