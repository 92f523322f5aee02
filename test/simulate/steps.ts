import { addDays, londonDate } from '../../shared/domain/dates.ts';
import type { Visit } from '../../shared/domain/visit.ts';
import { applyCalendarChanges, noCalendarChanges } from '../../shared/domain/clocks/calendar.ts';
import { bodySteps } from './body-steps.ts';
import type { StepKind } from './step.ts';
import { changeFollowUp, daysLater, roundIdOf, type World } from './world.ts';

const reason = 'agreed';
const on = (world: World, days: number) => addDays(londonDate(world.now), days);
const isOpen = ({ record }: World): boolean => record.followUp.state === 'open';
const bookedVisit = ({ record }: World) => record.followUp.visits.find(({ booked }) => booked !== undefined);
const putVisit = (world: World, visit: Visit): World => changeFollowUp(world, { visits: [visit] });
const daysFrom = (world: World, days: number) => ({ firstOn: on(world, days), lastOn: on(world, days + 2) });
const milestoneOf = (which: number) => (which % 6 === 5 ? 'revisit' : roundIdOf(which));

/** What the inspectorate does, and what time does. Each change is the one that the use case stores. */
const ourSteps: Readonly<Record<string, StepKind>> = {
  'next-day': {
    change: (world) => ({ ...world, now: daysLater(world, 1) }),
    words: (world) => `# ${on(world, 1).toString()} 10:00`,
  },
  'days-pass': {
    change: (world, { days }) => ({ ...world, now: daysLater(world, 2 + days) }),
    words: (world, { days }) => `# ${on(world, 2 + days).toString()} 10:00`,
  },
  'months-pass': {
    change: (world, { days }) => ({ ...world, now: daysLater(world, 30 + days * 2) }),
    words: (world, { days }) => `# ${on(world, 30 + days * 2).toString()} 10:00`,
  },
  extended: {
    change: (world, { which, days }) =>
      isOpen(world)
        ? changeFollowUp(world, {
            revisions: [
              ...world.record.followUp.revisions,
              {
                milestone: milestoneOf(which),
                revisedDueOn: on(world, 5 + days),
                reason,
                recordedAt: world.now,
                recordedBy: 'p-nair',
              },
            ],
          })
        : undefined,
    words: (world, { which, days }) =>
      `revisit extend essex --milestone ${milestoneOf(which)} --to ${on(world, 5 + days).toString()} --reason ${reason}`,
  },
  paused: {
    change: (world) =>
      isOpen(world) && world.record.followUp.pauses.every(({ to }) => to !== undefined)
        ? changeFollowUp(world, {
            pauses: [...world.record.followUp.pauses, { from: on(world, 0), reason }],
          })
        : undefined,
    words: () => `revisit pause essex --reason ${reason}`,
  },
  resumed: {
    change: (world) => {
      const { pauses } = world.record.followUp;
      const today = on(world, 0);
      if (!isOpen(world) || pauses.every(({ to, from }) => to !== undefined || from.equals(today)))
        return undefined;
      return changeFollowUp(world, {
        pauses: pauses.map((pause) => (pause.to === undefined ? { ...pause, to: today } : pause)),
      });
    },
    words: () => 'revisit resume essex',
  },
  suspended: {
    change: (world, { days }) => ({
      ...world,
      context: {
        ...world.context,
        suspensions: [...world.context.suspensions, { from: on(world, 0), to: on(world, 1 + days), reason }],
      },
    }),
    words: (world, { days }) =>
      `revisit suspend --from ${on(world, 0).toString()} --until ${on(world, 1 + days).toString()} --reason ${reason}`,
  },
  booked: {
    change: (world, { days }) =>
      isOpen(world) &&
      bookedVisit(world) === undefined &&
      world.record.followUp.visits.every(({ held }) => held === undefined)
        ? putVisit(world, {
            id: 'v1',
            moves: world.record.followUp.visits[0]?.moves ?? [],
            booked: daysFrom(world, 2 + days),
          })
        : undefined,
    words: (world, { days }) =>
      `revisit visit book essex --first ${on(world, 2 + days).toString()} --last ${on(world, 4 + days).toString()}`,
  },
  announced: {
    change: (world) => {
      const visit = bookedVisit(world);
      if (
        !isOpen(world) ||
        visit === undefined ||
        visit.announcedAt !== undefined ||
        visit.held !== undefined
      )
        return undefined;
      return putVisit(world, { ...visit, announcedAt: world.now });
    },
    words: () => 'revisit visit announce essex --yes',
  },
  moved: {
    change: (world, { days }) => {
      const visit = bookedVisit(world);
      if (!isOpen(world) || visit?.booked === undefined || visit.held !== undefined) return undefined;
      const move = { from: visit.booked.firstOn, reason, recordedAt: world.now };
      return putVisit(world, {
        ...visit,
        announcedAt: undefined,
        booked: daysFrom(world, 3 + days),
        moves: [...visit.moves, move],
      });
    },
    words: (world, { days }) =>
      `revisit visit move essex --first ${on(world, 3 + days).toString()} --last ${on(world, 5 + days).toString()} --reason ${reason}`,
  },
  cancelled: {
    change: (world) => {
      const visit = bookedVisit(world);
      if (!isOpen(world) || visit?.booked === undefined || visit.held !== undefined) return undefined;
      const move = { from: visit.booked.firstOn, reason, recordedAt: world.now };
      return putVisit(world, { id: visit.id, moves: [...visit.moves, move] });
    },
    words: () => `revisit visit cancel essex --reason ${reason}`,
  },
  held: {
    change: (world) => {
      const visit = bookedVisit(world);
      if (!isOpen(world) || visit?.booked === undefined || visit.held !== undefined) return undefined;
      if (londonDate(world.now).until(visit.booked.lastOn).days > 0) return undefined;
      return putVisit(world, { ...visit, held: { precision: 'day', ...visit.booked } });
    },
    words: () => 'revisit visit done essex',
  },
  withdrawn: {
    change: (world) =>
      isOpen(world)
        ? changeFollowUp(world, { state: 'withdrawn', withdrawal: { on: on(world, 0), reason } })
        : undefined,
    words: () => `revisit withdraw essex --reason ${reason} --yes`,
  },
  'holiday-added': {
    change: (world, { days }) => {
      const added = { on: on(world, 1 + days).toString(), title: 'A late bank holiday' };
      const changes = { ...noCalendarChanges, added: [added] };
      return {
        ...world,
        context: { ...world.context, calendar: applyCalendarChanges(world.context.calendar, changes) },
      };
    },
    words: (world, { days }) =>
      `revisit calendar add ${on(world, 1 + days).toString()} --title "A late bank holiday" --yes`,
  },
};

export const stepKinds: Readonly<Record<string, StepKind>> = { ...ourSteps, ...bodySteps };
