import { countOf } from './emails.ts';

export const NO_PROGRAMME_HEAD =
  'No programme head is recorded. Add one with revisit owner add "<name>" --email <address> --telephone <number> --head.';

/** Warns that nobody is responsible for some follow-ups. Every command that lets emails leave shows this warning. */
export function warnOfNobodyResponsible(unowned: number): string[] {
  if (unowned === 0) return [];
  return [
    `Nobody is responsible for ${countOf(unowned, 'follow-up')}, because there is no owner and no programme head. Nobody hears if something goes wrong there, and a force that asks for something gets no answer. Name an owner with revisit owner assign <follow-up> <owner>.`,
  ];
}
