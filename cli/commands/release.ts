import * as z from 'zod';
import { findLatestDate, isBefore, londonDate, type PlainDate } from '../../shared/domain/dates.ts';
import { FORESIGHT_DAYS } from '../../shared/use-cases/planning/foresee.ts';
import {
  planRelease,
  releaseFollowUps as run,
  type Release,
} from '../../shared/use-cases/publication/release-follow-ups.ts';
import { shortenBodyName } from '../../shared/domain/body.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { defineCommand, flag, followUpArgumentOf } from '../command/command.ts';
import { emailsDocument, emailsOutput } from '../output/emails-output.ts';
import { countOf, emailCount, emailLines, renderPlan } from '../terminal/emails.ts';
import { holidayWarning } from '../terminal/holiday-horizon.ts';
import { warnOfNobodyResponsible } from '../terminal/responsible.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const releaseFollowUps = defineCommand({
  summary: 'Release staged follow-ups so that they start to send',
  description:
    'The command shows which emails will leave, and asks first. Revisit does not ask bodies about rounds whose date has passed, unless you add --catch-up. If the command is interrupted, run it again and it continues.',
  examples: [
    { line: 'revisit release', says: 'release everything that is staged' },
    { line: 'revisit release lancashire', says: 'release one follow-up' },
  ],
  input: {
    what: followUpArgumentOf(z.string().optional(), {
      changes: true,
      unless: async (written, { service }) => (await (await service()).imports.find(written)) !== undefined,
      help: 'an import, a follow-up or a body (default: everything staged)',
    }),
    catchUp: flag('also ask about rounds whose date has passed'),
  },
  output: z.object({
    released: z.array(z.string()),
    /** The emails that leave in the next four weeks, if nobody does anything. */
    emails: emailsOutput,
    /** Bodies at which nobody can be written to. */
    unreachable: z.array(z.string()),
    /** How many of the released follow-ups lack both an owner and a programme head. */
    unowned: z.int(),
  }),
  run: async ({ what, catchUp }, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const today = londonDate(revisit.clock.now());
    const bodies = await revisit.people.bodies();
    const bodyNames = new Map(
      bodies.map((body) => [body.id, shortenBodyName(body.names.at(-1)?.name ?? body.id)]),
    );
    const releases = await planRelease(revisit, { what, catchUp, by });
    const emails = releases.flatMap((release) => release.emails);
    const unreachable = [
      ...new Set(
        releases.flatMap(({ isUnreachable, followUp }) => (isUnreachable ? [followUp.forceId] : [])),
      ),
    ];
    if (releases.length > 0) {
      await confirm({
        summary: effectOf(releases, { today, bodyNames, terminal }),
        question: `Release ${countOf(releases.length, 'follow-up')}?`,
      });
    }
    const released = await run(revisit, { releases, catchUp, by });
    return {
      document: {
        released: released.map(({ id }) => id),
        emails: emailsDocument(emails),
        unreachable,
        unowned: unownedAmong(releases),
      },
      text: () => textOf(releases, { released: released.length, what, today, bodyNames, terminal }),
    };
  },
});

interface Showing {
  readonly today: PlainDate;
  /** The short names that people use, by body. */
  readonly bodyNames: ReadonlyMap<string, string>;
  readonly terminal: Terminal;
}

/** Up to this number, the text names each follow-up. */
const NAMED = 12;

/** The most lines of emails to come. The document and the plan have them all. */
const LINES = 24;

function textOf(
  releases: readonly Release[],
  { what, released, ...showing }: Showing & { what: string | undefined; released: number },
): string {
  if (releases.length > 0)
    return `${effectOf(releases, showing)}\n${countOf(released, 'follow-up')} released.`;
  return what === undefined
    ? 'Nothing is staged, so there is nothing to release.'
    : `Nothing of ${what} is staged, so there is nothing to release.`;
}

function unownedAmong(releases: readonly Release[]): number {
  return releases.filter(({ isUnowned }) => isUnowned).length;
}

function effectOf(releases: readonly Release[], { today, bodyNames, terminal }: Showing): string {
  const emails = releases.flatMap((release) => release.emails);
  const soon = emails.filter(({ at }) => londonDate(at).equals(today));
  const silent = releases.filter((release) => release.emails.length === 0);
  const unreachable = new Set(
    releases.filter(({ isUnreachable }) => isUnreachable).map(({ followUp }) => followUp.forceId),
  );
  const names = new Map(
    releases.map(({ followUp: { id, forceId } }) => [id, bodyNames.get(forceId) ?? forceId]),
  );
  const lines = [
    wrap(
      releases.length > NAMED
        ? `${countOf(releases.length, 'follow-up')}. revisit list names them.`
        : `${countOf(releases.length, 'follow-up')}: ${releases.map(({ followUp }) => followUp.id).join(', ')}.`,
      terminal,
    ),
  ];
  const past = releases.filter(
    ({ furthestDueOn }) => furthestDueOn !== undefined && isBefore(furthestDueOn, today),
  );
  if (past.length > 0) {
    const named = past.slice(0, NAMED).map(({ followUp }) => followUp.id);
    const more = past.length > NAMED ? ` and ${past.length - NAMED} more` : '';
    lines.push(
      wrap(
        `All dates of ${named.join(', ')}${more} have passed. If a follow-up is over, do not release it: use revisit close <follow-up> --reason <text>. Then nothing is owed for it.`,
        terminal,
      ),
    );
  }
  if (emails.length === 0) lines.push(`No email leaves in the next ${FORESIGHT_DAYS / 7} weeks.`);
  else {
    lines.push(
      `In the next ${FORESIGHT_DAYS / 7} weeks, if nobody does anything, ${emailCount(emails)}, ${soon.length} today:`,
      renderPlan(emailLines(emails, { bodyName: (id) => names.get(id) ?? id, today }), {
        terminal,
        indent: 2,
        most: LINES,
      }),
    );
    if (silent.length > 0)
      lines.push(
        `${countOf(silent.length, { one: 'follow-up sends', many: 'follow-ups send' })} no email in that time.`,
      );
  }
  if (unreachable.size > 0) {
    lines.push(
      wrap(
        `Nobody can be written to at ${[...unreachable].join(', ')}. Add contacts with ${commandLines.addContact('<body>')}.`,
        terminal,
      ),
    );
  }
  lines.push(
    ...warnOfNobodyResponsible(unownedAmong(releases)).map((line) => terminal.alert(wrap(line, terminal))),
  );
  const [first] = releases;
  if (first !== undefined) {
    const furthestDueOn = findLatestDate(releases.flatMap((release) => release.furthestDueOn ?? []));
    lines.push(...holidayWarning(first.calendar, { furthestDueOn, terminal }));
  }
  return lines.join('\n');
}
