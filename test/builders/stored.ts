import { Temporal } from 'temporal-polyfill';
import type * as z from 'zod';
import { contactSchema, followUpSchema, recommendationSchema } from '../../shared/contracts/stored.ts';
import type { FollowUp } from '../../shared/domain/follow-up.ts';
import type { Recommendation } from '../../shared/domain/recommendation.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import type { Claim } from '../../shared/ports/notice-ledger.ts';

/** Builders of stored items that the schemas accept. They fill in the fields that a test does not set. */

export function anOpenFollowUp(given: Partial<z.input<typeof followUpSchema>> = {}): FollowUp {
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

export function aStoredContact(given: Partial<z.input<typeof contactSchema>> = {}): Contact {
  return contactSchema.parse({
    id: 'lead',
    forceId: 'essex',
    role: 'lead',
    name: 'Chief Superintendent Shaw',
    email: 'lead@essex.police.example',
    version: 1,
    ...given,
  });
}

export function aClaim(given: Partial<Claim> & Pick<Claim, 'mailId'>): Claim {
  return {
    claimant: `claimant-of-${given.mailId}`,
    at: Temporal.Instant.from('2016-03-22T10:00:00Z'),
    forceId: 'essex',
    recipientId: 'lead',
    notices: [
      {
        key: {
          followUpId: 'essex-ncpi-2016-03-08',
          milestone: 'six-week-response',
          dueOn: Temporal.PlainDate.from('2016-04-19'),
          rung: 'request',
          contactId: 'lead',
          attempt: 1,
        },
        rungId: 'request',
        answerBy: Temporal.PlainDate.from('2016-04-19'),
      },
    ],
    followUps: [{ id: 'essex-ncpi-2016-03-08', version: 1 }],
    links: [],
    kept: {
      mailId: given.mailId,
      followUpId: 'essex-ncpi-2016-03-08',
      at: Temporal.Instant.from('2016-03-22T10:00:00Z'),
      to: { name: 'Chief Superintendent Shaw', address: 'lead@essex.police.example' },
      subject: 'By 19 April: Essex six-week response',
      text: 'Please tell us by 19 April 2016 how Essex Police is responding.',
    },
    ...given,
  };
}
