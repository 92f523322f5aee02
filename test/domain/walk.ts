import { Temporal } from 'temporal-polyfill';
import { isEarlier, LONDON, type Instant } from '../../shared/domain/dates.ts';
import type { DecisionContext, OwedNotice } from '../../shared/domain/sending/decision.ts';
import type { FollowUp, FollowUpRecord } from '../../shared/domain/follow-up.ts';
import type { Round } from '../../shared/domain/round.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import { explainUnreachable } from '../../shared/domain/sending/mail-event.ts';
import {
  joinFacts,
  noticeFactNames,
  noticeId,
  type Notice,
  type NoticeFacts,
} from '../../shared/domain/notice.ts';
import { decideNotices } from '../../shared/domain/sending/decide-notices.ts';
import type { RoundId } from '../../shared/domain/programme.ts';
import {
  acceptedAtOnce,
  applyDecision,
  groupByPerson,
  type Outcome,
  type SimulatedEmail,
} from '../../shared/domain/planning/simulate.ts';
import { aContext, aRecord, aRound, at } from '../builders/follow-up.ts';

/** A follow-up and its people at one moment of a walk through time. */
export interface World {
  readonly record: FollowUpRecord;
  readonly context: Omit<DecisionContext, 'now'>;
}

export interface Happening {
  readonly at: Instant;
  readonly change: (world: World) => World;
}

/** Returns what the mail service reports later about an email, and when. */
export type LaterFacts = (
  notice: OwedNotice,
  leftAt: Instant,
) => { at: Instant; facts: NoticeFacts } | undefined;

export interface Walk {
  readonly from: Instant;
  readonly to: Instant;
  readonly happenings?: readonly Happening[];
  readonly outcome?: Outcome;
  readonly later?: LaterFacts;
  /** Returns when to look next. Without it, the walk looks when the decision says so and when something happens. */
  readonly nextLook?: (now: Instant) => Instant;
}

export function aWorld(given: Partial<World> = {}): World {
  return { record: aRecord(), context: aContext(), ...given };
}

/** Walks through time. Returns every email that leaves, and the world at the end. */
export function walk(world: World, steps: Walk): { emails: SimulatedEmail[]; world: World } {
  const emails: SimulatedEmail[] = [];
  const happenings = [...(steps.happenings ?? [])];
  let current = world;
  let now: Instant | undefined = steps.from;
  while (now !== undefined && isEarlier(now, steps.to)) {
    current = afterHappenings(current, { happenings, now });
    let nextAttentionAt: Instant | undefined;
    let owed: number;
    do {
      const decision = decideNotices(current.record, { ...current.context, now });
      const leaving = groupByPerson(decision, { record: current.record, at: now });
      emails.push(...leaving);
      for (const { notices } of leaving) happenings.push(...laterHappenings(notices, { of: steps, now }));
      current = {
        ...current,
        record: applyDecision(current.record, {
          decision,
          at: now,
          outcome: steps.outcome ?? acceptedAtOnce,
        }),
      };
      owed = decision.owed.length;
      nextAttentionAt = decision.nextAttentionAt;
    } while (owed > 0);
    now =
      steps.nextLook === undefined
        ? soonest([nextAttentionAt, ...happenings.map((happening) => happening.at)])
        : steps.nextLook(now);
  }
  return { emails, world: current };
}

function afterHappenings(
  world: World,
  { happenings, now }: { happenings: Happening[]; now: Instant },
): World {
  const past = happenings
    .filter((happening) => !isEarlier(now, happening.at))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  for (const happening of past) happenings.splice(happenings.indexOf(happening), 1);
  return past.reduce((current, { change }) => change(current), world);
}

function laterHappenings(
  notices: readonly OwedNotice[],
  { of, now }: { of: Walk; now: Instant },
): Happening[] {
  return notices.flatMap((notice) => {
    const later = of.later?.(notice, now);
    return later === undefined ? [] : [mailEvent(notice, later)];
  });
}

function soonest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (best, instant) =>
      instant === undefined || (best !== undefined && isEarlier(best, instant)) ? best : instant,
    undefined,
  );
}

/** Does what record-mail-event does. Adds the fact to the ledger and marks an address that rejects mail. */
function mailEvent(notice: OwedNotice, { at: when, facts }: { at: Instant; facts: NoticeFacts }): Happening {
  const reason = noticeFactNames
    .filter((name) => facts[name] !== undefined)
    .map(explainUnreachable)
    .find((found) => found !== undefined);
  return {
    at: when,
    change: (world) => ({
      record: {
        ...world.record,
        notices: world.record.notices.map((entry) =>
          noticeId(entry.key) === noticeId(notice.key)
            ? { ...entry, facts: joinFacts(entry.facts, facts) }
            : entry,
        ),
      },
      context:
        reason === undefined
          ? world.context
          : {
              ...world.context,
              contacts: world.context.contacts.map((contact) =>
                contact.id === notice.key.contactId
                  ? { ...contact, unreachable: { since: when, reason } }
                  : contact,
              ),
            },
    }),
  };
}

/** Returns one line per email, such as `2016-04-12 10:00 lead: six-week-response nudge by 2016-04-19`. */
export function inLines(emails: readonly SimulatedEmail[]): string[] {
  return emails.map((email) => {
    const left = email.at.toZonedDateTimeISO(LONDON).toPlainDateTime();
    const to = email.recipient.kind === 'contact' ? email.recipient.contact.id : email.recipient.staff.id;
    const notices = email.notices.map(({ milestone, key, answerBy, copy }) => {
      const by = answerBy === undefined ? '' : ` by ${answerBy.toString()}`;
      const rung = copy ? key.rung.replace(/-copy-.*/u, '') : key.rung;
      return `${milestone.id} ${rung}${copy ? ' (copy)' : ''}${by}`;
    });
    return `${left.toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${to}: ${notices.join(' + ')}`;
  });
}

/** Returns the lines of the emails to one person, without the person's id. */
export function linesTo(person: string, emails: readonly SimulatedEmail[]): string[] {
  return inLines(emails)
    .filter((line) => line.slice(17).startsWith(`${person}: `))
    .map((line) => line.replace(` ${person}:`, ''));
}

/** Each function below makes something happen to a follow-up at a London time. */

export function changeFollowUp(when: string, change: (followUp: FollowUp) => Partial<FollowUp>): Happening {
  return {
    at: at(when),
    change: (world) => ({
      ...world,
      record: {
        ...world.record,
        followUp: { ...world.record.followUp, ...change(world.record.followUp) },
      },
    }),
  };
}

export function changeRound(
  when: string,
  { round, to }: { round: RoundId; to: (before: Round) => Partial<Round> },
): Happening {
  return {
    at: at(when),
    change: (world) => {
      const before = world.record.rounds.find(({ id }) => id === round) ?? aRound({ id: round });
      const others = world.record.rounds.filter(({ id }) => id !== round);
      return { ...world, record: { ...world.record, rounds: [...others, { ...before, ...to(before) }] } };
    },
  };
}

/** Makes the lead answer a round with the form. */
export function answerRound(when: string, round: RoundId): Happening {
  return changeRound(when, {
    round,
    to: (before) => ({
      returns: [
        ...before.returns,
        {
          version: before.returns.length + 1,
          reference: `ESSEX-2016-${round}`,
          receivedAt: at(when),
          contactId: 'lead',
          how: 'form',
          answered: 5,
          asked: 5,
          flags: [],
        },
      ],
    }),
  });
}

export function changeContacts(when: string, change: (contacts: readonly Contact[]) => Contact[]): Happening {
  return {
    at: at(when),
    change: (world) => ({
      ...world,
      context: { ...world.context, contacts: change(world.context.contacts) },
    }),
  };
}

export function changeNotices(when: string, change: (notices: readonly Notice[]) => Notice[]): Happening {
  return {
    at: at(when),
    change: (world) => ({
      ...world,
      record: { ...world.record, notices: change(world.record.notices) },
    }),
  };
}
