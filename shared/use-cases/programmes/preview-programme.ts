import type { Organisation } from '../../domain/organisation.ts';
import { calendarOf, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import {
  listWaitingMilestones,
  milestonesOf,
  type Milestone,
  type WaitingMilestone,
} from '../../domain/clocks/milestones.ts';
import type { Contact } from '../../domain/contact.ts';
import { londonInstant, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp, FollowUpRecord } from '../../domain/follow-up.ts';
import type { Body } from '../../domain/body.ts';
import { newContact } from '../../domain/people/new-contact.ts';
import { planFollowUp, type PlannedTask } from '../../domain/planning/plan.ts';
import type { Programme } from '../../domain/programme.ts';
import { newFollowUp } from '../../domain/publication/new-follow-up.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { renderPlanned, type PlannedEmail } from '../sending/render-planned.ts';

/** What a programme does for a sample report, if nobody answers and every day is recorded on the day of publication. */
export interface ProgrammePreview {
  readonly programme: Programme;
  readonly publishedOn: PlainDate;
  readonly body: string;
  readonly milestones: readonly Milestone[];
  /** The milestones whose date only the report gives. */
  readonly waiting: readonly WaitingMilestone[];
  readonly emails: readonly PlannedEmail[];
  readonly tasks: readonly PlannedTask[];
}

/** The days after publication that a preview looks at. */
const PREVIEW_DAYS = 400;

/** Works out the dates, emails and tasks of a sample report. It needs no stored data, and writes nothing. */
export function previewProgramme(
  programme: Programme,
  { publishedOn, calendar }: { publishedOn: PlainDate; calendar: WorkingCalendar },
): ProgrammePreview {
  const body: Body = {
    id: 'sample',
    kind: programme.body.kind,
    names: [{ name: 'Loamshire' }],
    simulated: true,
  };
  const from = londonInstant(publishedOn, { hour: 9, minute: 0 });
  const staged = newFollowUp({ body, programme, publishedOn }, { state: 'staged' });
  const followUp: FollowUp = {
    ...staged,
    state: 'open',
    ownerId: owner.id,
    releasedAt: from,
    recordedDays: Object.fromEntries(programme.recordedDays.map(({ id }) => [id, publishedOn])),
  };
  const record = { followUp, recommendations, rounds: [], notices: [], attentionVersion: 0 };
  const context = {
    programme,
    calendar: calendarOf(programme, calendar),
    suspensions: [],
    contacts: sampleContacts(programme),
    owner,
  };
  const to = londonInstant(publishedOn.add({ days: PREVIEW_DAYS }), { hour: 0, minute: 0 });
  const plan = planFollowUp(record, { context, from, to });
  return {
    programme,
    publishedOn,
    body: 'Loamshire',
    milestones: milestonesOf(record, context),
    waiting: listWaitingMilestones(record, context),
    emails: renderPlanned([{ record, body, owner, context, ...plan }], {
      publicUrl: 'https://follow-up.inspectorate.example',
      replyDomain: 'reply.inspectorate.example',
      organisation: sampleOrganisation,
    }),
    tasks: plan.tasks,
  };
}

const sampleOrganisation: Organisation = {
  name: 'Example Inspectorate',
  website: 'www.inspectorate.example',
  telephone: '020 7946 0000',
};

const owner: StaffMember = {
  id: 'p-nair',
  name: 'Priya Nair',
  email: 'p.nair@inspectorate.example',
  telephone: '020 7946 0123',
  role: 'owner',
};

/** One person in each role. */
function sampleContacts({ roles }: Programme): Contact[] {
  return roles.map(({ id, name, part }) =>
    newContact(
      { forceId: 'sample', role: id, part, name: `the ${name}`, email: `${id}@loamshire.example` },
      [],
    ),
  );
}

const recommendations: FollowUpRecord['recommendations'] = [1, 2, 3].map((number): Recommendation => ({
  number,
  title: `Recommendation ${number}`,
  addressee: 'force',
  illustrative: true,
  judgements: [],
}));
