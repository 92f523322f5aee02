import { addWorkingDays, sendingDayOnOrAfter, lastWorkingDayOnOrBefore } from '../../clocks/calendar.ts';
import { addDays, isBefore, laterDate, londonDate, type Instant, type PlainDate } from '../../dates.ts';
import type { HoldReason, SkipReason } from '../decision.ts';
import type { Round } from '../../round.ts';
import type { Contact } from '../../contact.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import { noticeStatus, type Notice } from '../../notice.ts';
import type { RungRule } from '../../programme.ts';
import { hasHeldVisit, isAnswered, listRecommendationsAsked } from '../../returns/rounds.ts';
import { findWait } from '../../returns/waits.ts';
import { moveByStops, isStopped } from '../../clocks/stopped-clock.ts';
import { deliver } from './deliver.ts';
import { isResendAsked, type LedgerRung } from './ledger.ts';
import type { Situation } from './situation.ts';
import { hold, lookAgain, type Verdict } from './verdict.ts';

/** One round of a follow-up as it is now. */
export interface RoundView {
  readonly milestone: Milestone;
  readonly round: Round | undefined;
  readonly request: RungRule;
  /** The request as the ledger looks it up. The round opens on its day. */
  readonly opening: LedgerRung;
  /** The numbers of the recommendations that the round asks about. */
  readonly asks: readonly number[];
  readonly state: RoundState;
}

/**
 * The state of a round today.
 *
 * - `to come`: its opening day is still ahead.
 * - `closed`: its opening day has come, but the round will not open or was cut short.
 * - `open`: Revisit has asked, or asks now.
 * - `answered`: the body has answered, early or late.
 */
type RoundState =
  | { readonly is: 'to come' }
  | { readonly is: 'closed'; readonly reason: SkipReason }
  | { readonly is: 'open' }
  | { readonly is: 'answered' };

/** Returns the rounds in the programme's order. */
export function roundsOf(situation: Situation): RoundView[] {
  const views: RoundView[] = [];
  for (const milestone of situation.milestones) {
    const request = milestone.rule.rungs.find((rung) => rung.kind === 'request');
    if (request === undefined || milestone.rule.kind !== 'round') continue;
    const round = situation.record.rounds.find(({ id }) => id === milestone.id);
    const opening = situation.rung(request, milestone);
    const asks = listRecommendationsAsked(situation.record, milestone);
    const state = stateOf({ milestone, round, opening, asks }, situation);
    views.push({ milestone, round, request, opening, asks, state });
  }
  return views;
}

/** Returns the round whose form is open, or the last one that was open. Each later round absorbs the one before it. */
export function currentRound(views: readonly RoundView[]): RoundView | undefined {
  return views.findLast(({ state }) => state.is === 'open' || state.is === 'answered' || isCutShort(state));
}

/**
 * Yields what the rounds call for. The current round follows its ladder. Revisit sends nothing more for the rounds
 * before it.
 */
export function* roundVerdicts(situation: Situation, views: readonly RoundView[]): Generator<Verdict> {
  const current = currentRound(views);
  for (const view of views) {
    const { state } = view;
    if (state.is === 'to come') yield lookAgain(view.opening.day);
    else if (state.is === 'closed') yield* skipRound(situation, { view, reason: state.reason });
    else if (state.is === 'answered') {
      yield hold(view.milestone, { rungId: view.request.id, reason: 'answered' });
    } else if (view === current) yield* climbLadder(situation, view);
    else yield* skipRound(situation, { view, reason: 'absorbed by a later round' });
  }
}

function stateOf(
  { milestone, round, opening, asks }: Pick<RoundView, 'milestone' | 'round' | 'opening' | 'asks'>,
  situation: Situation,
): RoundState {
  const { record } = situation;
  const { releasedAt, catchesUp } = record.followUp;
  const wasAsked = situation.ledger.wasSent(opening);
  // If Revisit has asked, the round stays open when its date is revised. Its new opening day does not matter.
  if (!wasAsked && !situation.hasCome(opening.day)) return { is: 'to come' };
  if (isAnswered(round)) return { is: 'answered' };
  if (milestone.rule.kind === 'round' && milestone.rule.endsWithVisit === true && hasHeldVisit(record)) {
    return { is: 'closed', reason: 'the revisit has been held' };
  }
  if (wasAsked) return { is: 'open' };
  if (releasedAt !== undefined && catchesUp !== true && isBefore(milestone.dueOn, londonDate(releasedAt))) {
    return { is: 'closed', reason: 'past when the follow-up was released' };
  }
  // A skipped round stays skipped, even if someone opens a recommendation again later.
  const nothingToAsk = asks.length === 0 && record.recommendations.length > 0;
  if (nothingToAsk || situation.ledger.isKnown(opening)) {
    return { is: 'closed', reason: 'nothing is open to ask about' };
  }
  return { is: 'open' };
}

/** Tells whether the round was closed while there was still something to ask. It still absorbs the rounds before it. */
function isCutShort(state: RoundState): boolean {
  return state.is === 'closed' && state.reason === 'the revisit has been held';
}

function* skipRound(
  situation: Situation,
  { view, reason }: { view: RoundView; reason: SkipReason },
): Generator<Verdict> {
  const { milestone } = view;
  for (const rule of milestone.rule.rungs) {
    if (rule.kind === 'task') continue;
    if (situation.ledger.isKnown(situation.rung(rule, milestone))) continue;
    const contactId = situation.addressee?.id ?? 'nobody';
    yield { verdict: 'skip', milestone, rung: rule.id, rungId: rule.id, contactId, reason };
  }
}

/** Yields the request of the current round or, once it is sent, the latest rung that is due. */
function* climbLadder(situation: Situation, view: RoundView): Generator<Verdict> {
  const { milestone, request, opening, asks } = view;
  const { addressee } = situation;
  const waits = whyItWaits(situation, view);
  if (waits !== undefined) {
    yield hold(milestone, { rungId: request.id, ...waits });
    if (waits.until !== undefined) yield lookAgain(addDays(waits.until, 1));
    return;
  }
  if (addressee === undefined) {
    yield hold(milestone, { rungId: request.id, reason: 'nobody who answers there can be reached' });
    return;
  }
  const asked = situation.ledger.entryFor(opening, addressee);
  if (asked === undefined || isResendAsked(asked)) {
    yield* unlessDueToday(situation, {
      rule: request,
      dueDays: [milestone.dueOn, milestone.lastWorkingDay],
      verdicts: deliver(situation, {
        rung: opening,
        rule: request,
        addressee,
        answerBy: answerByOfRequest(situation, view),
        recommendations: asks,
      }),
      milestone,
    });
    return;
  }
  const answerBy = answerByOf(asked, milestone);
  yield* unlessDueToday(situation, {
    rule: request,
    dueDays: [milestone.dueOn, milestone.lastWorkingDay, answerBy],
    verdicts: afterRequest(situation, { view, addressee, asked, answerBy }),
    milestone,
  });
}

/** Returns why the ladder waits today. What the body said holds it for a few days, until somebody answers. */
function whyItWaits(
  { record, today, context }: Situation,
  { milestone, round, asks }: RoundView,
): { reason: HoldReason; until?: PlainDate } | undefined {
  if (milestone.suspended || isStopped(milestone.suspensions, today)) return { reason: 'suspended' };
  if (asks.length === 0 && record.recommendations.length > 0) {
    return { reason: 'nothing is open to ask about' };
  }
  const wait = findWait(round, { today, calendar: context.calendar });
  return wait === undefined || wait.isOver ? undefined : { reason: wait.reason, until: wait.until };
}

function* unlessDueToday(
  { today }: Situation,
  {
    dueDays,
    milestone,
    rule,
    verdicts,
  }: {
    milestone: Milestone;
    rule: RungRule;
    dueDays: readonly PlainDate[];
    verdicts: Iterable<Verdict>;
  },
): Generator<Verdict> {
  if (dueDays.some((day) => day.equals(today))) {
    yield hold(milestone, { rungId: rule.id, reason: 'no emails on the due day' });
    yield lookAgain(addDays(today, 1));
    return;
  }
  yield* verdicts;
}

/**
 * Returns the deadline for the body's answer. A late request gives the body its ten working days, even if the due
 * date is near or has passed.
 */
function answerByOfRequest({ today, context }: Situation, { milestone, opening }: RoundView): PlainDate {
  if (!isBefore(opening.day, today)) return milestone.lastWorkingDay;
  const { programme, calendar } = context;
  const later = addWorkingDays(today, { days: programme.lateRequestWorkingDays, calendar });
  return laterDate(milestone.lastWorkingDay, later);
}

/**
 * Returns the deadline that an accepted request gave. If the clock has been stopped since, the deadline moves on by
 * that time. If the due date is later, returns the last working day on or before it.
 */
function answerByOf(asked: Notice, milestone: Milestone): PlainDate {
  const { answerBy, facts } = asked;
  if (answerBy === undefined || facts.claimed === undefined) return milestone.lastWorkingDay;
  const { on } = moveByStops(answerBy, {
    startsOn: londonDate(facts.claimed),
    suspensions: milestone.suspensions,
  });
  return laterDate(lastWorkingDayOnOrBefore(on, milestone.calendar), milestone.lastWorkingDay);
}

/** Yields the latest rung that is due after the request, and only that one. */
function* afterRequest(situation: Situation, after: AfterRequest): Generator<Verdict> {
  const { view, asked } = after;
  if (asked.facts.delivered === undefined || noticeStatus(asked.facts) !== 'delivered') {
    yield hold(view.milestone, { rungId: view.request.id, reason: explainNotAccepted(asked) });
    yield* copiesOfRequest(situation, after);
    return;
  }
  const { firing, superseded, toCome } = ladderRungs(situation, after);
  for (const { rung } of toCome) yield lookAgain(rung.day);
  for (const rung of superseded) {
    yield* skipRung(situation, { ...rung, addressee: after.addressee, reason: 'superseded by a later rung' });
  }
  if (firing === undefined) yield* copiesOfRequest(situation, after);
  else yield* sendRung(situation, { ...after, firing, acceptedAt: asked.facts.delivered });
}

/** A request that Revisit sent to an addressee. */
interface AfterRequest {
  readonly view: RoundView;
  readonly addressee: Contact;
  readonly asked: Notice;
  readonly answerBy: PlainDate;
}

interface LadderRungs {
  /** The latest rung that is due. */
  readonly firing?: RungOnDay;
  /** Earlier rungs that the latest one replaces. */
  readonly superseded: readonly RungOnDay[];
  readonly toCome: readonly RungOnDay[];
}

interface RungOnDay {
  readonly rule: RungRule;
  readonly rung: LedgerRung;
}

/** Sorts the reminders and chasers of a round by whether their day has come. */
function ladderRungs(situation: Situation, { view, answerBy }: AfterRequest): LadderRungs {
  const { milestone } = view;
  const ladder = milestone.rule.rungs
    .filter(({ kind }) => kind === 'reminder' || kind === 'chaser')
    .map((rule) => ({ rule, rung: situation.rung(rule, milestone, answerBy) }));
  const come = ladder.filter(({ rung }) => situation.hasCome(rung.day));
  return {
    firing: come.at(-1),
    superseded: come.slice(0, -1),
    toCome: ladder.filter(({ rung }) => !situation.hasCome(rung.day)),
  };
}

/** Sends the copies of a request that is already settled, while there is still time to answer. */
function* copiesOfRequest(situation: Situation, after: AfterRequest): Generator<Verdict> {
  const { view, addressee, asked } = after;
  if (isPast(situation, after)) return;
  yield* deliver(situation, {
    rung: view.opening,
    rule: view.request,
    addressee,
    answerBy: asked.answerBy,
    recommendations: view.asks,
  });
}

/** Sends the rung, unless its time has passed or the request was accepted too recently. */
function* sendRung(
  situation: Situation,
  { firing, acceptedAt, ...after }: AfterRequest & { firing: RungOnDay; acceptedAt: Instant },
): Generator<Verdict> {
  const { view, addressee, answerBy } = after;
  const { rule, rung } = firing;
  if (rule.kind === 'reminder' && isPast(situation, after)) {
    const reason = 'its date had passed before it could be sent';
    yield* skipRung(situation, { ...firing, addressee, reason });
    return;
  }
  const entry = situation.ledger.entryFor(rung, addressee);
  const until = findFirstDayAfterRequest(situation, { rule, acceptedOn: londonDate(acceptedAt) });
  if ((entry === undefined || isResendAsked(entry)) && !situation.hasCome(until)) {
    const reason = 'the request was accepted too recently';
    yield hold(view.milestone, { rungId: rule.id, reason, until });
    yield lookAgain(until);
    return;
  }
  yield* deliver(situation, { ...firing, addressee, answerBy, recommendations: view.asks });
}

function isPast({ today }: Situation, { answerBy }: AfterRequest): boolean {
  return !isBefore(today, answerBy);
}

function* skipRung(
  situation: Situation,
  { rule, rung, addressee, reason }: RungOnDay & { addressee: Contact; reason: SkipReason },
): Generator<Verdict> {
  if (situation.ledger.entryFor(rung, addressee) !== undefined) return;
  const { milestone } = rung;
  yield { verdict: 'skip', milestone, rung: rule.id, rungId: rule.id, contactId: addressee.id, reason };
}

/**
 * Returns the first day when a rung may follow the accepted request. Revisit never chases someone who was never asked.
 */
export function findFirstDayAfterRequest(
  { context }: Situation,
  { rule, acceptedOn }: { rule: RungRule; acceptedOn: PlainDate },
): PlainDate {
  const { calendar } = context;
  const days = rule.requestAcceptedWorkingDays ?? 0;
  return sendingDayOnOrAfter(addWorkingDays(acceptedOn, { days, calendar }), calendar);
}

/**
 * Returns why the request is not accepted. Either their mail system may still accept it, or a person has to look at it.
 */
export function explainNotAccepted({ facts }: Notice): HoldReason {
  const status = noticeStatus(facts);
  return status === 'claimed' || status === 'accepted' || status === 'delayed'
    ? 'the request was not yet accepted by their mail system'
    : 'the request needs somebody to look at it';
}
