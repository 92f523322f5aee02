import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import { publishedWhen } from '../../shared/domain/publication/published-when.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import {
  explainFollowUp as run,
  type Explanation,
  type ExplainedPerson,
} from '../../shared/use-cases/desk/explain-follow-up.ts';
import { ServiceError } from '../../shared/errors.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { milestoneOption } from '../input/milestone-option.ts';
import { followUpToRead } from '../input/parameters.ts';
import { noticeDocument, noticeOutput } from '../output/notice-output.ts';
import { milestoneLines, personLines } from '../terminal/explanation.ts';
import { wrap } from '../terminal/wrap.ts';

const rungOutput = z.object({ milestone: z.string(), rung: z.string() });

export const explainFollowUp = defineCommand({
  summary: 'Explain a date, or why someone did or did not get an email',
  description:
    'For a date, it shows the publication, the rule, and any suspension, extension or holiday. With --contact, it shows which email left to that person on that day, with the proof, or why none left. It uses what was known on that day.',
  examples: [
    { line: 'revisit explain essex', says: 'every date of the follow-up' },
    { line: 'revisit explain essex --milestone six-week-response', says: 'one date and its ladder' },
    {
      line: 'revisit explain essex --contact lead --on 2016-04-12',
      says: 'why the lead did or did not get an email on that day',
    },
  ],
  input: {
    followUp: followUpToRead,
    milestone: milestoneOption('show only this date, with its ladder'),
    contact: option(z.string().optional(), {
      value: '<contact>',
      help: 'a contact or a member of the team, by id, name or role',
    }),
    on: option(dateInput.optional(), { value: '<date>', help: 'with --contact, the day (default: today)' }),
  },
  output: z.object({
    followUp: z.string(),
    publishedOn: plainDate,
    source: z.string().optional(),
    milestones: z.array(
      z.object({
        id: z.string(),
        originalDueOn: plainDate,
        /** Missing while the clock is stopped without a known end. */
        dueOn: plainDate.optional(),
        lastWorkingDay: plainDate.optional(),
        ground: z.string(),
        /** True if the date is the product's own default. False if a law or the methodology sets it. */
        policy: z.boolean(),
        explanation: z.string(),
        revisions: z.array(
          z.object({
            revisedDueOn: plainDate,
            reason: z.string(),
            recordedAt: instant,
            recordedBy: z.string(),
          }),
        ),
        ladder: z.array(z.object({ rung: z.string(), day: plainDate, notices: z.array(noticeOutput) })),
      }),
    ),
    person: z
      .object({
        id: z.string(),
        name: z.string(),
        role: z.string(),
        on: plainDate,
        sendingDay: z.boolean(),
        inRole: z.boolean(),
        /** The reason why the follow-up did not send on that day. */
        notRunning: z.string().optional(),
        sent: z.array(noticeOutput),
        /** What was due on that day, under the rules and with what was known at 10am. */
        owed: z.array(rungOutput),
        held: z.array(rungOutput.extend({ reason: z.string(), until: plainDate.optional() })),
        skipped: z.array(noticeOutput),
        /** What will leave, for a day to come. */
        foreseen: z.array(rungOutput.extend({ at: instant })),
        nextOn: plainDate.optional(),
      })
      .optional(),
  }),
  run: async (asked, { service, terminal }) => {
    if (asked.on !== undefined && asked.contact === undefined) {
      throw new ServiceError(
        'bad-input',
        'The option --on needs a person. Add --contact, e.g. --contact lead.',
        {
          field: 'contact',
        },
      );
    }
    const explanation = await run(await service(), asked);
    const { scene, milestones, person } = explanation;
    const { followUp } = scene.record;
    const { programme } = scene.context;
    const withDates = person === undefined || asked.milestone !== undefined;
    const text = (): string => {
      const source = followUp.source === undefined ? '' : ` Source of the date: ${followUp.source}.`;
      const head = `${scene.bodyName}${followUp.simulated ? ' (SIMULATED)' : ''}, report published ${publishedWhen(followUp)}.${source}`;
      const policy =
        followUp.policyVersion === programme.version
          ? []
          : [
              `The follow-up was recorded under version ${followUp.policyVersion} of the programme’s rules. This explanation uses version ${programme.version}.`,
            ];
      const dates =
        withDates && followUp.publishedFrom === undefined
          ? milestones.map((milestone) =>
              milestoneLines(milestone, { terminal, withLadder: asked.milestone !== undefined }).join('\n'),
            )
          : [];
      const people =
        person === undefined
          ? []
          : [personLines(person, { terminal, programme, bodyName: scene.bodyName }).join('\n')];
      return [[head, ...policy].map((line) => wrap(line, terminal)).join('\n'), ...dates, ...people].join(
        '\n\n',
      );
    };
    return { document: documentOf(explanation), text };
  },
});

function documentOf({ scene, milestones, person }: Explanation) {
  const { followUp } = scene.record;
  return {
    followUp: followUp.id,
    publishedOn: followUp.publishedOn,
    source: followUp.source,
    milestones: milestones.map(({ milestone, revisions, ladder }) => ({
      id: milestone.id,
      originalDueOn: milestone.originalDueOn,
      dueOn: milestone.suspended ? undefined : milestone.dueOn,
      lastWorkingDay: milestone.suspended ? undefined : milestone.lastWorkingDay,
      ground: milestone.rule.ground,
      policy: milestone.rule.policy,
      explanation: milestone.explanation,
      revisions: revisions.map(({ revisedDueOn, reason, recordedAt, recordedBy }) => {
        return { revisedDueOn, reason, recordedAt, recordedBy };
      }),
      ladder: ladder.map(({ rule, day, notices }) => ({
        rung: rule.id,
        day,
        notices: notices.map((notice) => noticeDocument({ notice, recipient: recipientOf(notice, scene) })),
      })),
    })),
    person: person === undefined ? undefined : personDocument(person),
  };
}

function personDocument(explained: ExplainedPerson) {
  const { person, on, day, foreseen } = explained;
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    on,
    sendingDay: explained.isSendingDay,
    inRole: explained.isInRole,
    notRunning: explained.notRunning,
    sent: day.sent.map((notice) => noticeDocument({ notice, recipient: person })),
    owed: day.owed.map(({ milestone, rungId }) => ({ milestone: milestone.id, rung: rungId })),
    held: day.held.map(({ milestone, rungId, reason, until }) => ({
      milestone,
      rung: rungId,
      reason,
      until,
    })),
    skipped: day.skipped.map((notice) => noticeDocument({ notice, recipient: person })),
    foreseen: foreseen.flatMap(({ at, notices }) =>
      notices.map(({ milestone, rungId }) => ({ at, milestone: milestone.id, rung: rungId })),
    ),
    nextOn: day.nextOn,
  };
}

function recipientOf({ key }: Notice, { context }: Explanation['scene']) {
  const { contacts, owner } = context;
  return contacts.find(({ id }) => id === key.contactId) ?? (owner?.id === key.contactId ? owner : undefined);
}
