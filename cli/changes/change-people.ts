import * as z from 'zod';
import { hasEffect } from '../../shared/domain/planning/work-out-effect.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import { isEarlier, londonDate, type Instant } from '../../shared/domain/dates.ts';
import { addresseeOf } from '../../shared/domain/people/contacts.ts';
import { workOutEffectOnAll } from '../../shared/use-cases/planning/effect-on-all.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import type { CommandContext } from '../command/command.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { renderEffect } from '../terminal/effect.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

/** The document of every command that changes the contacts of a body. */
export const peopleChangeOutput = z.object({
  /** False if nothing had to change, and with --diff. */
  changed: z.boolean(),
  /** How the emails to come change. */
  effect: effectOutput,
});

/**
 * Shows how new contacts change the emails to come, and saves them. Asks first if an email then leaves at once.
 *
 * @param always asks even if no email leaves at once.
 */
export async function changePeople(
  change: {
    /** The new contacts, by body. */
    readonly after: ReadonlyMap<string, readonly Contact[]>;
    readonly isNew: boolean;
    readonly summary: string;
    readonly question: string;
    readonly make: () => Promise<void>;
  },
  { context, diff, always = false }: { context: CommandContext; diff: boolean; always?: boolean },
): Promise<{ document: z.output<typeof peopleChangeOutput>; lines: string[] }> {
  const { service, confirm, terminal } = context;
  const revisit = await service();
  const { effect, bodyNames, forceIds } = await workOutEffectOnAll(revisit, { contacts: change.after });
  // Read after the effect. An email that leaves at once then has a time at or before this one.
  const now = revisit.clock.now();
  const bodyName = (id: string): string => bodyNames.get(id) ?? id;
  const lines = [
    change.summary,
    ...(change.isNew ? nobodyLeft(change.after, { forceIds, now, terminal }) : []),
    ...(change.isNew && hasEffect(effect)
      ? [renderEffect(effect, { now, terminal, bodyName, several: true })]
      : []),
  ];
  if (change.isNew && !diff) {
    const leavesAtOnce = effect.emails.some(({ after }) => after !== undefined && !isEarlier(now, after));
    if (always || leavesAtOnce) await confirm({ summary: lines.join('\n'), question: change.question });
    await change.make();
  }
  return {
    document: { changed: change.isNew && !diff, effect: effectDocument(effect) },
    lines: diff ? [...lines, 'Nothing was written.'] : lines,
  };
}

/** Warns if nobody at a body with a follow-up could be written to after the change. */
function nobodyLeft(
  after: ReadonlyMap<string, readonly Contact[]>,
  { forceIds, now, terminal }: { forceIds: ReadonlySet<string>; now: Instant; terminal: Terminal },
): string[] {
  const lastDay = londonDate(now).add({ days: AHEAD_DAYS });
  return [...after].flatMap(([forceId, contacts]) =>
    forceIds.has(forceId) && addresseeOf(contacts, lastDay) === undefined
      ? [
          terminal.alert(
            wrap(
              `After this, nobody at ${forceId} can be written to. Add a contact with ${commandLines.addContact(forceId)}.`,
              terminal,
            ),
          ),
        ]
      : [],
  );
}

/** Far enough ahead that every role with a last day has ended. */
const AHEAD_DAYS = 500;
