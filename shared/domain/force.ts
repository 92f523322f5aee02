import type { PlainDate } from './dates.ts';

export interface Force {
  readonly id: string;
  /** Dated names, oldest first, so that a renamed force keeps its history. */
  readonly names: readonly { readonly name: string; readonly from?: PlainDate }[];
  readonly nation: 'England' | 'Wales';
  readonly region?: string;
  readonly pfaCode?: string;
  readonly simulated: boolean;
}

/** "Essex" for Essex Police, "Avon and Somerset" for Avon and Somerset Constabulary: how subjects name a force. */
export function shortForceName(name: string): string {
  return name.replace(/ (Police Service|Police|Constabulary)$/u, '');
}

/** The name a force bears on a day. */
export function forceNameOn(force: Force, on: PlainDate): string {
  let current = force.names[0]?.name ?? force.id;
  for (const dated of force.names) {
    if (dated.from === undefined || dated.from.until(on).sign >= 0) current = dated.name;
  }
  return current;
}
