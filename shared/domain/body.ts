import type { PlainDate } from './dates.ts';

/** The kind of every body that was stored before other kinds were possible. */
export const POLICE_FORCE = 'force';

export interface Body {
  readonly id: string;
  /** The kind of body. Absent for a police force. */
  readonly kind?: string;
  /** The names with their start dates, oldest first. They keep the history of a body that was renamed. */
  readonly names: readonly { readonly name: string; readonly from?: PlainDate }[];
  /** Absent if the list did not say. */
  readonly nation?: 'England' | 'Wales';
  readonly region?: string;
  readonly pfaCode?: string;
  readonly simulated: boolean;
}

/**
 * Shortens the name of a body for email subjects. Essex Police becomes "Essex". Avon and Somerset Constabulary becomes
 * "Avon and Somerset".
 */
export function shortenBodyName(name: string): string {
  return name.replace(/ (Police Service|Police|Constabulary|Service)$/u, '');
}

/** Returns the name that a body had on a day. */
export function bodyNameOn(body: Body, on: PlainDate): string {
  let current = body.names[0]?.name ?? body.id;
  for (const dated of body.names) {
    if (dated.from === undefined || dated.from.until(on).sign >= 0) current = dated.name;
  }
  return current;
}
