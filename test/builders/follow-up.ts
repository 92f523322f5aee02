import { Temporal } from 'temporal-polyfill';
import type * as z from 'zod';
import {
  contactSchema,
  followUpSchema,
  noticeSchema,
  recommendationSchema,
  roundSchema,
  staffMemberSchema,
} from '../../shared/contracts/stored.ts';
import { builtInCalendar } from '../../shared/domain/clocks/calendar.ts';
import { londonInstant, type Instant, type PlainDate } from '../../shared/domain/dates.ts';
import type { DecisionContext } from '../../shared/domain/sending/decision.ts';
import type { FollowUp, FollowUpRecord } from '../../shared/domain/follow-up.ts';
import type { Round } from '../../shared/domain/round.ts';
import type { Recommendation } from '../../shared/domain/recommendation.ts';
import type { StaffMember } from '../../shared/domain/staff-member.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import { ncpi } from './ncpi.ts';

/**
 * Builders of domain objects that the schemas accept. By default, they describe Essex, published on 8 March 2016.
 */

export function day(text: string): PlainDate {
  return Temporal.PlainDate.from(text);
}

/** Reads a London time such as `2016-04-12T10:00`. A date alone means 10am, the hour at which emails leave. */
export function at(text: string): Instant {
  if (!text.includes('T')) return londonInstant(day(text), { hour: 10, minute: 0 });
  return Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/London').toInstant();
}

/** Returns a London time in the form that a schema reads. */
export function iso(text: string): string {
  return at(text).toString({ smallestUnit: 'millisecond' });
}

export type GivenFollowUp = Partial<z.input<typeof followUpSchema>>;

export function aFollowUp(given: GivenFollowUp = {}): FollowUp {
  const forceId = given.forceId ?? 'essex';
  const publishedOn = given.publishedOn ?? '2016-03-08';
  return followUpSchema.parse({
    id: `${forceId}-ncpi-${publishedOn}`,
    forceId,
    programmeId: 'ncpi',
    policyVersion: 1,
    publishedOn,
    reportTitle: 'National child protection inspection',
    ownerId: 'p-nair',
    state: 'open',
    revisions: [],
    pauses: [],
    visits: [],
    simulated: false,
    releasedAt: `${publishedOn}T09:30:00.000Z`,
    version: 1,
    ...given,
  });
}

/** Fills in the fields of a revision that a test does not need to set. */
export function aRevision(
  given: Pick<z.input<typeof followUpSchema>['revisions'][number], 'milestone' | 'revisedDueOn'> & {
    recordedOn: string;
  },
): z.input<typeof followUpSchema>['revisions'][number] {
  const { recordedOn, ...revision } = given;
  return { ...revision, reason: 'agreed with the force', recordedAt: iso(recordedOn), recordedBy: 'p-nair' };
}

export function aRecommendation(given: Partial<z.input<typeof recommendationSchema>> = {}): Recommendation {
  return recommendationSchema.parse({
    number: 1,
    title: 'Skills of staff and quality of child abuse investigations',
    timescale: 'immediately',
    addressee: 'force',
    illustrative: true,
    judgements: [],
    ...given,
  });
}

/**
 * Returns one recommendation to do immediately, three within three months and one within six, as in
 * data/essex-2016-recommendations.csv.
 */
export function essexRecommendations(): Recommendation[] {
  return [
    aRecommendation({ number: 1, timescale: 'immediately' }),
    aRecommendation({ number: 2, timescale: 'within three months' }),
    aRecommendation({ number: 3, timescale: 'within three months' }),
    aRecommendation({ number: 4, timescale: 'within three months' }),
    aRecommendation({ number: 5, timescale: 'within six months' }),
  ];
}

type GivenReturn = z.input<typeof roundSchema>['returns'][number];

export function aReturn(given: Partial<GivenReturn> & { receivedAt: string }): GivenReturn {
  return {
    version: 1,
    reference: 'ESSEX-2016-A1',
    contactId: 'lead',
    how: 'form',
    answered: 5,
    asked: 5,
    flags: [],
    ...given,
  };
}

export function aRound(given: Partial<z.input<typeof roundSchema>> = {}): Round {
  return roundSchema.parse({
    id: 'six-week-response',
    savedAnswers: [],
    returns: [],
    version: 1,
    ...given,
  });
}

export function aNotice(
  given: { key?: Partial<z.input<typeof noticeSchema>['key']> } & Partial<
    Omit<z.input<typeof noticeSchema>, 'key'>
  > = {},
): Notice {
  return noticeSchema.parse({
    rungId: 'request',
    facts: { claimed: iso('2016-03-22'), accepted: iso('2016-03-22'), delivered: iso('2016-03-22') },
    ...given,
    key: {
      followUpId: 'essex-ncpi-2016-03-08',
      milestone: 'six-week-response',
      dueOn: '2016-04-19',
      rung: given.rungId ?? 'request',
      contactId: 'lead',
      attempt: 1,
      ...given.key,
    },
  });
}

export function aContact(given: Partial<z.input<typeof contactSchema>> = {}): Contact {
  const id = given.id ?? given.role ?? 'lead';
  return contactSchema.parse({
    id,
    forceId: 'essex',
    role: 'lead',
    name: 'Chief Superintendent Shaw',
    email: `${id}@essex.police.example`,
    version: 1,
    ...given,
  });
}

/** Returns the lead, deputy, sign-off officer, liaison mailbox and the local policing body's office. */
export function essexContacts(): Contact[] {
  return (['lead', 'deputy', 'sign-off', 'liaison', 'local-policing-body'] as const).map((role) =>
    aContact({ role }),
  );
}

export function anOwner(given: Partial<z.input<typeof staffMemberSchema>> = {}): StaffMember {
  return staffMemberSchema.parse({
    id: 'p-nair',
    name: 'Priya Nair',
    email: 'p.nair@inspectorate.example',
    telephone: '020 7946 0123',
    role: 'owner',
    ...given,
  });
}

export function aRecord(
  given: Partial<Omit<FollowUpRecord, 'followUp'>> & { followUp?: FollowUp } = {},
): FollowUpRecord {
  return {
    followUp: aFollowUp(),
    recommendations: essexRecommendations(),
    rounds: [],
    notices: [],
    ...given,
  };
}

export function aContext(given: Partial<DecisionContext> = {}): DecisionContext {
  return {
    programme: ncpi,
    calendar: builtInCalendar,
    suspensions: [],
    contacts: essexContacts(),
    owner: anOwner(),
    now: at('2016-03-08'),
    ...given,
  };
}
