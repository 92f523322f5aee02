import type { ClockTime, Programme } from '../domain/programme.ts';
import type { WrittenProgramme } from './programme.ts';

/** Returns the file of a programme as JSON. Every ladder stands in its milestones. */
export function writeProgramme(programme: Programme): WrittenProgramme {
  const { sendingHours, roles, recordedDays, milestones, ...rest } = programme;
  return {
    ...rest,
    sendingHours: { from: timeText(sendingHours.from), until: timeText(sendingHours.until) },
    ...(recordedDays.length === 0
      ? {}
      : { recordedDays: Object.fromEntries(recordedDays.map(({ id, name }) => [id, name])) }),
    roles: Object.fromEntries(roles.map(({ id, ...role }) => [id, role])),
    milestones: Object.fromEntries(
      milestones.map(({ id, publishedFrom, rungs, ...rule }) => [
        id,
        {
          ...rule,
          rungs: rungs.map(({ to, ...rung }) => ({ ...rung, to: [...to] })),
          ...(publishedFrom === undefined ? {} : { publishedFrom: publishedFrom.toString() }),
        },
      ]),
    ),
  };
}

function timeText({ hour, minute }: ClockTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
