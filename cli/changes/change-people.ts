import * as z from 'zod';
import { hasEffect } from '../../shared/domain/planning/effect-of-change.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import { isEarlier, londonDate, type Instant } from '../../shared/domain/dates.ts';
import { addresseeOf } from '../../shared/domain/people/contacts.ts';
import { effectOnAll } from '../../shared/use-cases/planning/effect-on-all.ts';
import type { CommandContext } from '../command/command.ts';
import { effectDocument, effectOutput } from '../output/effect-output.ts';
import { renderEffect } from '../terminal/effect.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

/** What every command answers that changes the contacts of a force. */
export const peopleChangeOutput = z.object({
  /** False where it was so already, or with --diff. */
  changed: z.boolean(),
  /** What that does to emails to come. */
  effect: effectOutput,
});

/**
 * Shows what other contacts do to the emails to come, asks where one leaves at once because of it, and changes them.
 *
 * @param always asks whatever the effect.
 */
export async function changePeople(
  change: {
    /** By force, as they shall be. */
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
  const { effect, forceNames, forceIds } = await effectOnAll(revisit, { contacts: change.after });
  // Read after the effect: what leaves at once does so no later than this.
  const now = revisit.clock.now();
  const forceName = (id: string): string => forceNames.get(id) ?? id;
  const lines = [
    change.summary,
    ...(change.isNew ? nobodyLeft(change.after, { forceIds, now, terminal }) : []),
    ...(change.isNew && hasEffect(effect)
      ? [renderEffect(effect, { now, terminal, forceName, several: true })]
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

/** A follow-up whose people have all left is said before they do. */
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
              `Then nobody at ${forceId} can be written to: revisit contact add ${forceId} --role lead.`,
              terminal,
            ),
          ),
        ]
      : [],
  );
}

/** Beyond every role that has a last day. */
const AHEAD_DAYS = 500;
