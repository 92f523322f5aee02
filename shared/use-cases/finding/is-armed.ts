import type { Settings } from '../../ports/settings.ts';

/**
 * Tells whether this table may send for this installation. A restored or copied table is another table and may not
 * send.
 */
export async function isArmed(settings: Settings): Promise<boolean> {
  return (await settings.fence()) !== undefined;
}
