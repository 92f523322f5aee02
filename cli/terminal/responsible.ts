import { countOf } from './emails.ts';

export const NO_PROGRAMME_HEAD =
  'No programme head is recorded: revisit owner add "<name>" --email <address> --telephone <number> --head.';

/** Said wherever emails are about to leave of follow-ups for which nobody is responsible. */
export function nobodyResponsible(unowned: number): string[] {
  if (unowned === 0) return [];
  return [
    `Nobody is responsible for ${countOf(unowned, 'follow-up')}: no owner, and no programme head. Nobody is told of what goes wrong there, and a force that asks for something gets no answer. revisit owner assign <follow-up> <owner> names one.`,
  ];
}
