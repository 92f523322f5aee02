import { Temporal } from 'temporal-polyfill';
import { londonDate } from '../../shared/domain/dates.ts';
import { noticeId } from '../../shared/domain/notice.ts';
import { DecisionContexts } from '../../shared/use-cases/finding/decision-contexts.ts';
import { revisit } from '../support/command-line.ts';
import { essexId, publishEssex } from '../support/form-service.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';
import { findUntruths } from './check-truth.ts';
import { chooseStep, createRandom, writeHistory, type Step } from './steps.ts';

/** The day on which each history begins. The report was published on 8 March 2016. */
export const FIRST_DAY = '2016-03-08';
/** The steps of one history. A follow-up is over after about half a year. */
const STEPS = 40;

export interface Untruth {
  readonly steps: readonly Step[];
  readonly found: readonly string[];
}

export interface Simulation {
  readonly steps: number;
  readonly histories: number;
  /** How often a step of each kind changed something. */
  readonly covered: ReadonlyMap<string, number>;
  /** How many emails of each kind of notice left. */
  readonly emails: ReadonlyMap<string, number>;
  readonly untruth: (Untruth & { readonly text: string }) | undefined;
}

/**
 * Runs random histories of one follow-up through the real command line, sweep and sender, and looks for untruths after
 * the emails of each day. Stops at the first one and makes its history as short as it can.
 */
export async function simulate({ steps, seed }: { steps: number; seed: number }): Promise<Simulation> {
  const running = await startTestService();
  const covered = new Map<string, number>();
  const emails = new Map<string, number>();
  try {
    await publishEssex(running.service);
    const restore = await running.markPoint();
    const random = createRandom(seed);
    let done = 0;
    let histories = 0;
    while (done < steps) {
      histories += 1;
      await restore();
      const history = new History(running);
      await history.begin();
      for (let step = 0; step < STEPS && done < steps; step += 1, done += 1) {
        const next = chooseStep(random, { today: history.today, serial: done });
        const found = await history.take(next);
        if (history.hasChanged) count(covered, next.kind);
        if (found.length > 0) {
          const shortest = await shorten(running, { restore, steps: history.steps });
          const untruth = { steps: shortest, found, text: writeHistory(shortest, FIRST_DAY) };
          return { steps: done + 1, histories, covered, emails, untruth };
        }
      }
      const { notices } = await running.service.followUps.load(essexId);
      for (const { rungId } of notices) count(emails, rungId);
    }
    return { steps: done, histories, covered, emails, untruth: undefined };
  } finally {
    await running.stop();
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Leaves out one step after another, as long as an untruth remains. */
async function shorten(
  running: RunningTestService,
  { restore, steps }: { restore: () => Promise<void>; steps: readonly Step[] },
): Promise<readonly Step[]> {
  let shortest = steps;
  for (let place = shortest.length - 1; place >= 0; place -= 1) {
    const shorter = shortest.filter((_, index) => index !== place);
    await restore();
    const history = new History(running);
    await history.begin();
    let isFound = false;
    for (const step of shorter) {
      if ((await history.take(step)).length > 0) isFound = true;
      if (isFound) break;
    }
    if (isFound) shortest = shorter;
  }
  return shortest;
}

/** One history, as far as it has come. */
class History {
  readonly steps: Step[] = [];
  today = Temporal.PlainDate.from(FIRST_DAY);
  hasChanged = true;
  readonly #running: RunningTestService;
  #known = new Set<string>();
  #mails = 0;
  #believed: ReadonlySet<string> = new Set();

  constructor(running: RunningTestService) {
    this.#running = running;
  }

  async begin(): Promise<void> {
    this.#setClock(10);
    this.#mails = (await this.#running.inbox()).length;
    const { notices } = await this.#running.service.followUps.load(essexId);
    this.#known = new Set(notices.map(({ key }) => noticeId(key)));
  }

  /** Takes a step. @returns the untruths after it. Only the emails of a working day can put something right. */
  async take(step: Step): Promise<string[]> {
    this.steps.push(step);
    if ('line' in step) {
      this.#setClock(14);
      const { exitCode } = await revisit(step.line, this.#running.stack);
      this.hasChanged = exitCode === 0;
      return exitCode === 1 ? [`revisit ${step.line} crashed`] : [];
    }
    this.hasChanged = true;
    for (let day = 0; day < step.days; day += 1) {
      this.today = this.today.add({ days: 1 });
      if (this.today.dayOfWeek > 5) continue;
      await this.#running.sweepOn([this.today.toString()]);
      const found = await this.#look();
      if (found.length > 0) return found;
    }
    return [];
  }

  #setClock(hour: number): void {
    const at = this.today.toZonedDateTime({ timeZone: 'Europe/London', plainTime: { hour } }).toInstant();
    this.#running.stack.clock.setAsOf(at);
  }

  async #look(): Promise<string[]> {
    const { service } = this.#running;
    const record = await service.followUps.load(essexId);
    const contexts = await DecisionContexts.at(service.clock.now(), service);
    const context = await contexts.of(record.followUp);
    const inbox = await this.#running.inbox();
    const known = this.#known;
    const mails = inbox.slice(this.#mails);
    this.#mails = inbox.length;
    this.#known = new Set(record.notices.map(({ key }) => noticeId(key)));
    const isHoliday = context.calendar.holidays.has(londonDate(context.now).toString());
    if (isHoliday) return [];
    const { untruths, believed } = findUntruths({ record, context, mails, known, believed: this.#believed });
    this.#believed = believed;
    return [...untruths];
  }
}
