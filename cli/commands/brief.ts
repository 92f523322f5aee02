import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { formatDate, londonDate, formatTime, type PlainDate } from '../../shared/domain/dates.ts';
import type { Call } from '../../shared/domain/history.ts';
import { findBookedDays } from '../../shared/domain/visits/revisit-standing.ts';
import { sentAtOf } from '../../shared/domain/returns/rounds.ts';
import { countStatuses } from '../../shared/domain/returns/build-recommendation-views.ts';
import { answerStatuses } from '../../shared/domain/answer.ts';
import { seeFollowUp, type SeenFollowUp } from '../../shared/use-cases/desk/see-follow-up.ts';
import type { RoundSummary } from '../../shared/use-cases/returns/summarise-rounds.ts';
import { defineCommand } from '../command/command.ts';
import { followUpToRead } from '../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../output/follow-up-output.ts';
import { roundSummaryDocument, roundSummaryOutput } from '../output/round-summary-output.ts';
import { countWords } from '../terminal/answers.ts';
import { publishedWords } from '../../shared/domain/publication/published-when.ts';
import type { Milestone } from '../../shared/domain/clocks/milestones.ts';
import { shortDay } from '../terminal/dates.ts';
import { shortenPersonName } from '../terminal/emails.ts';
import { standingWords } from '../terminal/standing.ts';
import { headingInSentence } from '../terminal/tasks.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const briefFollowUp = defineCommand({
  summary: 'Summarise a follow-up on one page',
  description:
    'Use it when a chief constable or a minister is on the phone. The page says what we promised, asked and chased, what the body answered, and what we judged. Its last line names what is not public.',
  examples: [{ line: 'revisit brief essex', says: 'the Essex follow-up on one page' }],
  input: { followUp: followUpToRead },
  output: z.object({
    followUp: followUpOutput,
    rounds: z.array(roundSummaryOutput),
    theySaid: z.array(z.object({ status: z.enum(answerStatuses), count: z.int() })),
    weJudged: z.object({ recommendations: z.int(), closed: z.int(), differ: z.int() }),
    calls: z.array(z.object({ at: instant, contact: z.string().optional(), staff: z.string().optional() })),
    /** What nobody outside the inspectorate may hear. */
    notPublic: z.array(z.string()),
  }),
  run: async ({ followUp }, { service, terminal }) => {
    const revisit = await service();
    const seen = await seeFollowUp(revisit, followUp);
    const calls = await revisit.followUps.calls(seen.followUp.id);
    const judged = judgedOf(seen);
    const notPublic = notPublicOf(seen);
    const document = {
      followUp: followUpDocument(seen),
      rounds: seen.rounds.map(roundSummaryDocument),
      theySaid: Array.from(countStatuses(seen.views), ([status, count]) => ({ status, count })),
      weJudged: judged,
      calls: calls.map(({ at, contactId, staffId }) => ({ at, contact: contactId, staff: staffId })),
      notPublic,
    };
    const lines: (readonly [string, readonly string[]])[] = [
      ['We said', [saidOf(seen)]],
      ['We asked', askedOf(seen)],
      ['We chased', [chasedOf(seen)]],
      ['They said', [countWords(seen.views)]],
      ['We judged', [judgedWords(judged)]],
      ['Calls', callsOf(calls, seen)],
      ['Not public', [notPublic.length === 0 ? 'nothing' : notPublic.join(', ')]],
    ];
    return {
      document,
      text: () =>
        [headOf(seen, terminal), ...lines.map(([name, said]) => lineOf(name, { said, terminal }))].join('\n'),
    };
  },
});

const MARGIN = 13;

function lineOf(name: string, { said, terminal }: { said: readonly string[]; terminal: Terminal }): string {
  const text = said.map((line) => wrap(line, { ...terminal, indent: MARGIN })).join('\n');
  return `${terminal.heading(name.padEnd(MARGIN))}${text.slice(MARGIN)}`;
}

function headOf({ body, followUp }: SeenFollowUp, terminal: Terminal): string {
  const name = body.names.at(-1)?.name ?? body.id;
  const stamp = followUp.simulated ? ' (SIMULATED)' : '';
  return terminal.heading(`${name}${stamp}, report of ${publishedWords(followUp)}`);
}

function saidOf({ followUp, revisit, standing }: SeenFollowUp): string {
  const words = standingWords(standing);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  const needsBooking = standing.kind === 'late' || standing.kind === 'to-come';
  const notBooked = needsBooking && findBookedDays(followUp) === undefined ? '. Not booked' : '';
  const name = revisit?.rule.name ?? 'visit';
  const by =
    revisit === undefined || followUp.publishedFrom !== undefined
      ? `no date for the ${name}`
      : `${name} by ${dueWords(revisit)}`;
  return `${by}. ${sentence}${notBooked}`;
}

/** Returns a due date as a sentence has it, with the original one beside it if it has moved. */
function dueWords({ dueOn, originalDueOn }: Milestone): string {
  const original = dueOn.equals(originalDueOn) ? '' : `, originally ${formatDate(originalDueOn)}`;
  return `${formatDate(dueOn)}${original}`;
}

function askedOf({ rounds, today }: SeenFollowUp): string[] {
  const asked = rounds.filter(({ askedAt, returned }) => askedAt !== undefined || returned !== undefined);
  if (asked.length === 0) return ['nothing yet'];
  return asked.map((summary) => {
    const on = summary.askedAt === undefined ? 'not asked' : shortDay(londonDate(summary.askedAt), today);
    return `${on} ${headingInSentence(summary.milestone.rule, summary.milestone.id)}: ${becameOf(summary, today)}`;
  });
}

function becameOf({ returned, round, answerBy }: RoundSummary, today: PlainDate): string {
  if (returned === undefined) return `not received, due ${shortDay(answerBy, today)}`;
  const answered = `answered ${shortDay(londonDate(sentAtOf(returned)), today)}`;
  const acceptedAt = round?.acceptedAt;
  return acceptedAt === undefined
    ? `${answered}, not accepted yet`
    : `${answered}, accepted ${shortDay(londonDate(acceptedAt), today)}`;
}

/** Returns the newest chaser, and whether the body's mail system accepted it. */
function chasedOf({ rounds, bodyName, today }: SeenFollowUp): string {
  const newest = rounds
    .filter(({ lastChasedAt }) => lastChasedAt !== undefined)
    .sort((a, b) => (a.lastChasedAt?.epochMilliseconds ?? 0) - (b.lastChasedAt?.epochMilliseconds ?? 0))
    .at(-1);
  if (newest?.lastChasedAt === undefined) return 'not at all';
  const accepted = newest.lastChaseAcceptedAt;
  const at = accepted ?? newest.lastChasedAt;
  const moment = `${shortDay(londonDate(at), today)} ${formatTime(at)}`;
  return accepted === undefined
    ? `${moment}; we do not know whether ${bodyName}'s mail system accepted it`
    : `${moment}, accepted by ${bodyName}'s mail system`;
}

function judgedOf({ views }: SeenFollowUp): { recommendations: number; closed: number; differ: number } {
  return {
    recommendations: views.length,
    closed: views.filter(({ recommendation }) => recommendation.outcome !== undefined).length,
    differ: views.filter(
      ({ recommendation, judgement }) =>
        recommendation.outcome === undefined && judgement?.view === 'open-differs',
    ).length,
  };
}

function judgedWords(judged: { recommendations: number; closed: number; differ: number }): string {
  if (judged.recommendations === 0) return 'no recommendations are recorded';
  const differ = judged.differ === 0 ? '' : `; we differ on ${judged.differ}`;
  return `${judged.closed} of ${judged.recommendations} closed${differ}`;
}

/** Returns the newest three calls with their numbers. The notes themselves are not on this page. */
function callsOf(calls: readonly Call[], { contacts, context, today }: SeenFollowUp): string[] {
  if (calls.length === 0) return ['none'];
  const numbered = calls.map((call, index) => ({ call, note: index + 1 })).slice(-3);
  return numbered.map(({ call, note }) => {
    const body =
      contacts.find(({ id }) => id === call.contactId)?.role ?? `the ${context.programme.body.noun}`;
    const owner = context.owner;
    const us =
      owner !== undefined && owner.id === call.staffId
        ? shortenPersonName(owner.name)
        : (call.staffId ?? 'us');
    const who = call.theyRang ? `${body} to ${us}` : `${us} to ${body}`;
    return `${shortDay(londonDate(call.at), today)}, ${who} (note ${note})`;
  });
}

function notPublicOf({ followUp, returns, views }: SeenFollowUp): string[] {
  const unannounced = followUp.visits.some(
    ({ booked, held, announcedAt }) =>
      booked !== undefined && held === undefined && announcedAt === undefined,
  );
  return [
    ...(unannounced ? ['visit dates'] : []),
    ...(returns.length > 0 ? ['answers'] : []),
    ...(views.some(({ judgement }) => judgement !== undefined) ? ['our judgements'] : []),
  ];
}
