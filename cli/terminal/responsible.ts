import { commandLines } from '../../shared/wording/commands.ts';
import { countOf } from './emails.ts';

export const NO_PROGRAMME_HEAD = `No programme head is recorded. Add one with ${commandLines.addProgrammeHead}.`;

/** Warns that nobody is responsible for some follow-ups. Every command that lets emails leave shows this warning. */
export function warnOfNobodyResponsible(unowned: number): string[] {
  if (unowned === 0) return [];
  return [
    `Nobody is responsible for ${countOf(unowned, 'follow-up')}, because there is no owner and no programme head. Nobody hears if something goes wrong there, and a body that asks for something gets no answer. Name an owner with ${commandLines.assignOwner()}.`,
  ];
}
