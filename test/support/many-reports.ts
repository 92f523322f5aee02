import { londonDate } from '../../shared/domain/dates.ts';
import { Temporal } from 'temporal-polyfill';
import { taskKinds, type TaskKind } from '../../shared/domain/desk/task.ts';
import type { IncomingMail } from '../../shared/domain/replies/incoming-mail.ts';
import type { Service } from '../../shared/wiring.ts';
import { aContact, anOwner, aReturn, aRound, at, iso } from '../builders/follow-up.ts';
import { shipped } from '../builders/ncpi.ts';
import { aClaim, anOpenFollowUp, aRecommendation } from '../builders/stored.ts';
import { revisit } from './command-line.ts';
import type { RunningTestService } from './running-service.ts';

/** The days on which reports are published, all in one year. Today is 24 September 2018, a Monday. */
const DAYS = ['2018-03-08', '2018-04-12', '2018-05-03', '2018-06-10', '2018-09-03'] as const;
export const TODAY = '2018-09-24T09:30:00Z';

/** Kinds of task that need something else than a date. One force has each. */
type Special = Exclude<
  TaskKind,
  | 'needs-a-reason'
  | 'chief-inspectors-list'
  | 'unbooked'
  | 'book'
  | 'decide'
  | 'do-step'
  | 'record-day'
  | 'local-policing-body-late'
>;

interface Scene {
  readonly service: Service;
  readonly forceId: string;
  /** The force's report of May, whose six-week response was due in June. Its revisit is still to come. */
  readonly followUpId: string;
}

const audit = { at: at('2018-09-01'), by: 'test', action: 'test', summary: 'Prepared for a test.' };

/**
 * Stores the 43 forces with several reports each, two or three of them in one year, and at least one task of each kind.
 */
export async function storeManyReports(running: RunningTestService): Promise<void> {
  const { service, stack } = running;
  stack.clock.setAsOf(Temporal.Instant.from(TODAY));
  await revisit('force import data/forces.csv', stack);
  await service.people.putStaffMember(anOwner());
  await service.people.putStaffMember(
    anOwner({ id: 'head', name: 'Rose Okafor', email: 'head@inspectorate.example', role: 'programme-head' }),
  );
  const bodies = await service.people.bodies();
  await addFireService(running);
  const specials = Object.entries(prepare);
  for (const [place, { id: forceId }] of bodies.entries()) {
    // Every force has two reports of this year and a closed one. Those with a special task have three of this year.
    const [early, late] = [DAYS[place % 2], DAYS[3 + (place % 2)]];
    const days = place < specials.length ? [early, DAYS[2], late] : [early, late];
    for (const publishedOn of days) await addReport(service, { forceId, publishedOn });
    await addReport(service, { forceId, publishedOn: '2014-05-01', state: 'closed' });
    const [kind, make] = specials[place] ?? [];
    if (kind !== 'nobody-reachable') {
      const role = kind === 'no-lead' ? 'deputy' : 'lead';
      const contact = aContact({ forceId, role, email: `${role}@${forceId}.example` });
      await service.people.putContact(contact, { isNew: true, audit });
    }
    await make?.({ service, forceId, followUpId: `${forceId}-ncpi-${DAYS[2]}` });
  }
}

/** Adds a service with two reports of another programme. One waits for a day that only people know. */
async function addFireService({ service, stack }: RunningTestService): Promise<void> {
  await revisit('body import data/fire-and-rescue-services.csv --kind fire', stack);
  const fire = shipped('cause-of-concern');
  await service.programmes.add(
    {
      ...fire,
      id: 'receipts',
      recordedDays: [{ id: 'receipt', name: 'the letter arrived' }],
      milestones: fire.milestones.map((rule) =>
        rule.id === 'letter' ? { ...rule, due: { after: 'receipt', weeks: 8 } } : rule,
      ),
    },
    audit,
  );
  const held = { precision: 'day', firstOn: '2018-08-13', lastOn: '2018-08-16' } as const;
  for (const programmeId of ['cause-of-concern', 'receipts']) {
    await addReport(service, {
      id: `surrey-fire-${programmeId}-2018-03-08`,
      forceId: 'surrey-fire',
      programmeId,
      publishedOn: '2018-03-08',
      visits: [{ id: 'visit-1', moves: [], held }],
    });
  }
}

async function addReport(
  { followUps }: Service,
  given: NonNullable<Parameters<typeof anOpenFollowUp>[0]>,
): Promise<void> {
  await followUps.add({ followUp: anOpenFollowUp(given), recommendations: [aRecommendation()], audit });
}

async function putRound(
  { service, followUpId }: Scene,
  given: NonNullable<Parameters<typeof aRound>[0]>,
): Promise<void> {
  const { followUp } = await service.followUps.load(followUpId);
  await service.followUps.change({ before: followUp, rounds: [aRound({ version: 0, ...given })], audit });
}

/** Records that the request for the six-week response left, and what became of it. */
async function putRequest(
  { service, forceId, followUpId }: Scene,
  fact: 'delivered' | 'permanentBounce' | undefined,
): Promise<void> {
  const mailId = `request-${forceId}`;
  const [notice] = aClaim({ mailId }).notices;
  if (notice === undefined) throw new Error('A claim has no notice.');
  const dueOn = Temporal.PlainDate.from('2018-06-14');
  const { followUp } = await service.followUps.load(followUpId);
  await service.ledger.claim(
    aClaim({
      mailId,
      forceId,
      at: at('2018-05-17'),
      notices: [{ ...notice, key: { ...notice.key, followUpId, dueOn }, answerBy: dueOn }],
      followUps: [{ id: followUpId, version: followUp.version }],
    }),
  );
  await service.ledger.record({ mailId, fact: 'accepted', at: at('2018-05-17') });
  if (fact !== undefined) await service.ledger.record({ mailId, fact, at: at('2018-05-17') });
}

async function putMail(
  { service, forceId, followUpId }: Scene,
  given: Pick<IncomingMail, 'reason' | 'named'> & Partial<IncomingMail>,
): Promise<void> {
  const id = given.id ?? `2018-09-20-${forceId.replaceAll('-', '').slice(0, 8).padEnd(8, 'x')}`;
  await service.inbox.add({
    id,
    receiptId: id,
    receivedAt: at('2018-09-20'),
    rawKey: `mail/${id}`,
    verdicts: { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' },
    envelopeFrom: `lead@${forceId}.example`,
    place: 'holding-pen',
    about: { followUpId, contactId: 'lead' },
    ground: 'sender',
    sender: { name: 'Chief Superintendent Shaw', address: `lead@${forceId}.example` },
    version: 1,
    ...given,
  });
}

/** Makes the task of each kind. The two kinds about contacts need nothing here: `storeManyReports` leaves them out. */
const prepare: Readonly<
  Record<Special | 'change-contact-2' | 'look-at-mail-2', (scene: Scene) => Promise<void>>
> = {
  'nobody-reachable': () => Promise.resolve(),
  'no-lead': () => Promise.resolve(),
  'no-local-policing-body': () => Promise.resolve(),
  'answer-more-time': (scene) =>
    putRound(scene, {
      moreTime: { askedAt: iso('2018-09-20'), by: 'lead', until: '2018-10-20', reason: 'Leave.' },
    }),
  'answer-handover': (scene) =>
    putRound(scene, {
      handoversAsked: [{ id: 'handover-1', toName: 'Reed Vale', askedAt: iso('2018-09-20') }],
    }),
  'look-at-notice': (scene) => putRequest(scene, 'permanentBounce'),
  'unconfirmed-request': (scene) => putRequest(scene, undefined),
  ring: (scene) => putRequest(scene, 'delivered'),
  'not-the-right-person': async (scene) => {
    await putRequest(scene, 'delivered');
    await putRound(scene, { notRightPerson: { saidAt: iso('2018-09-20'), by: 'lead', who: 'Reed Vale' } });
  },
  'unconfirmed-return': async (scene) => {
    await putRequest(scene, 'delivered');
    await putRound(scene, {
      unconfirmed: {
        saidAt: iso('2018-09-20'),
        by: 'lead',
        approvedBy: { name: 'Reed Vale', rank: 'ACC', on: '20 September 2018' },
        seen: '1.1-0.0-a.0',
      },
    });
  },
  'find-return': async (scene) => {
    await putRequest(scene, 'delivered');
    await putRound(scene, {
      sentAnotherWay: { saidAt: iso('2018-09-20'), by: 'lead', how: 'By letter.' },
    });
  },
  'read-return': (scene) => putRound(scene, { returns: [aReturn({ receivedAt: iso('2018-09-20') })] }),
  'change-contact': (scene) =>
    putMail(scene, {
      reason: 'names-somebody-else',
      named: { name: 'Superintendent Lee', email: `lee@${scene.forceId}.example` },
    }),
  'change-contact-2': (scene) => putMail(scene, { reason: 'names-somebody-else', named: { name: 'Lee' } }),
  'look-at-mail': (scene) => putMail(scene, { reason: 'more-time', named: undefined }),
  'look-at-mail-2': (scene) =>
    putMail(scene, {
      reason: 'unknown-sender',
      named: undefined,
      about: undefined,
      candidates: [scene.followUpId],
    }),
  'tell-them': async ({ service, forceId, followUpId }) => {
    // They were told visit days for tomorrow, and no visit is booked.
    const [notice] = aClaim({ mailId: `told-${forceId}` }).notices;
    if (notice === undefined) throw new Error('A claim has no notice.');
    const firstOn = londonDate(service.clock.now()).add({ days: 1 });
    await service.ledger.enter({
      key: { ...notice.key, followUpId, milestone: 'revisit', rung: 'announced' },
      rungId: 'announced',
      facts: { claimed: at('2018-09-20'), delivered: at('2018-09-20') },
      stated: [{ says: 'visit', firstOn, lastOn: firstOn }],
    });
  },
  away: async (scene) => {
    const mailId = '2018-09-20-awayaway';
    const standIn = { email: `khan@${scene.forceId}.example` };
    await putMail(scene, { id: mailId, place: 'taken', reason: 'absence-recorded', named: standIn });
    await scene.service.people.markAway({
      forceId: scene.forceId,
      contactId: 'lead',
      away: { since: at('2018-09-20'), backOn: Temporal.PlainDate.from('2018-10-20'), standIn, mailId },
    });
  },
};

/** Every kind of task. The desk shows each after `storeManyReports`. */
export const everyTaskKind: readonly TaskKind[] = taskKinds;
