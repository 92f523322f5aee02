import { addWorkingDays, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { holderOf } from '../../domain/people/contacts.ts';
import { laterDate, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Round } from '../../domain/round.ts';
import { forceNameOn } from '../../domain/force.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Contact } from '../../domain/contact.ts';
import {
  answerByOf,
  mailDomain,
  OWNER_ANSWERS_WORKING_DAYS,
  UNDO_WORKING_DAYS,
  type Handover,
} from '../../domain/form/form.ts';
import type { Link } from '../../domain/link.ts';
import { mayTakeBack } from '../../domain/form/may-act.ts';
import { type Milestone, milestonesOf } from '../../domain/clocks/milestones.ts';
import { newContact } from '../../domain/people/new-contact.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import type { Programme } from '../../domain/programme.ts';
import { nameProblem, tidyName } from '../../domain/people/person-name.ts';
import type { FieldProblem } from '../../domain/returns/answer-problems.ts';
import { recommendationsAsked } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { Handovers } from '../../ports/handovers.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import type { Settings } from '../../ports/settings.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { composeEmail } from '../../wording/compose-email.ts';
import type { EmailFacts } from '../../wording/email-facts.ts';
import { programmeOf } from '../finding/programme-of.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { looksLikeAddress } from '../form/ask-for-approval.ts';
import { isArmed } from '../sending/fence.ts';
import { aboutRound, linkExpiry } from '../form/form-mail.ts';
import { lookAgainAtForce } from '../finding/look-again.ts';
import { MailPermit } from '../form/mail-permit.ts';
import type { Form } from '../form/open-form.ts';
import { sendOnce, type SendOnceDependencies } from '../sending/send-once.ts';

export interface PassOnDependencies extends SendOnceDependencies {
  readonly followUps: FollowUps;
  readonly handovers: Handovers;
  readonly links: Links;
  readonly people: People;
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly programmes: ReadonlyMap<string, Programme>;
  readonly publicUrl: string;
  /** The domain of `reply+<token>@…`. */
  readonly replyDomain: string;
}

export interface Colleague {
  /** As addressed: "Superintendent Khan". */
  readonly name: string;
  readonly email: string;
}

export type PassedOn =
  | { readonly kind: 'done' }
  | { readonly kind: 'awaits-approval'; readonly answerBy: PlainDate }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem<keyof Colleague>[] };

/**
 * Passes the request to a colleague. In the force's own mail domain it works at once, and the lead before, the liaison
 * and the owner are told; another domain needs the owner's approval.
 *
 * @throws ServiceError `forbidden` where this browser may not say who answers.
 * @throws TooManyClicks
 */
export async function passOn(
  dependencies: PassOnDependencies & { readonly throttle: Throttle },
  { form, colleague }: { form: Form; colleague: Colleague },
): Promise<PassedOn> {
  if (form.may('change-who-answers') !== 'yes') {
    throw new ServiceError('forbidden', 'Only a browser that entered a code may pass the form on.');
  }
  const problems = colleagueProblems(colleague);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const { tokens, handovers } = dependencies;
  const { session, now, roundId, contacts } = form;
  const reader = contacts.find(({ id }) => id === session.contactId);
  const from = holderOf('lead', { contacts, on: form.today }) ?? reader;
  if (reader === undefined || from === undefined) {
    throw new ServiceError('not-found', 'The reader of the form is no longer on record.');
  }
  const permit = await MailPermit.forClick(dependencies, {
    click: 'pass-on',
    followUpId: session.followUpId,
    who: reader.id,
    at: now,
  });
  const asked: Handover = {
    id: tokens.newId(),
    round: roundId,
    fromContactId: from.id,
    fromName: from.name,
    toName: tidyName(colleague.name),
    toEmail: colleague.email,
    askedAt: now,
    state: 'awaits-approval',
    version: 0,
  };
  const scene = { record: form.record, calendar: form.calendar, milestones: form.milestones, now };
  if (mailDomain(colleague.email) === mailDomain(reader.email)) {
    await handOver(asked, { ...scene, contacts, by: reader.id, permit }, dependencies);
    return { kind: 'done' };
  }
  const answerBy = addWorkingDays(form.today, {
    days: OWNER_ANSWERS_WORKING_DAYS,
    calendar: form.calendar,
  });
  await handovers.put(session.followUpId, asked);
  const followUp = await audit(form.record, {
    at: now,
    by: reader.id,
    action: 'handover-asked',
    summary: `Asked to pass the ${form.milestone.rule.name} to somebody outside the force’s mail domain.`,
    waiting: (before) => [...before, { id: asked.id, toName: asked.toName, askedAt: now }],
    round: form.round,
    dependencies,
  });
  await tellEverybody(
    asked,
    { ...scene, followUp, contacts, answerBy, undo: undefined, permit },
    dependencies,
  );
  return { kind: 'awaits-approval', answerBy };
}

/** The owner agrees that somebody of another mail domain answers, or does not. */
export async function answerHandover(
  dependencies: PassOnDependencies,
  answered: { followUpId: string; handoverId: string; agrees: boolean; by: string },
): Promise<Handover> {
  const { people, handovers, settings, clock } = dependencies;
  const { handover, record } = await findHandover(dependencies, answered);
  if (handover.state !== 'awaits-approval') {
    throw new ServiceError('conflict', 'This handover was answered already.');
  }
  const now = clock.now();
  if (!answered.agrees) {
    const refused: Handover = { ...handover, state: 'refused' };
    await handovers.put(answered.followUpId, refused);
    await audit(record, {
      at: now,
      by: answered.by,
      action: 'handover-refused',
      summary: 'Refused a handover.',
      ...noLongerWaiting(handover, record),
      dependencies,
    });
    return refused;
  }
  const [calendar, suspensions, contacts] = await Promise.all([
    settings.calendar(),
    settings.suspensions(),
    people.contacts(record.followUp.forceId),
  ]);
  const programme = programmeOf(dependencies, record.followUp);
  const milestones = milestonesOf(record.followUp, { programme, calendar, suspensions });
  const permit = MailPermit.forStaff();
  return handOver(
    handover,
    { record, calendar, milestones, contacts, now, by: answered.by, permit },
    dependencies,
  );
}

/** `undone`; `too-late`: five working days have passed, or it was undone already. */
export async function undoHandover(
  dependencies: PassOnDependencies,
  asked: { followUpId: string; handoverId: string },
): Promise<'undone' | 'too-late'> {
  const { people, handovers, links, clock, followUps } = dependencies;
  const { handover, record } = await findHandover(dependencies, asked);
  const now = clock.now();
  const { forceId } = record.followUp;
  const contacts = await people.contacts(forceId);
  if (!mayTakeBack(handover, { contacts, now })) return 'too-late';
  await handovers.put(asked.followUpId, { ...handover, state: 'undone' });
  const entry = (summary: string) => ({
    at: now,
    by: handover.fromContactId,
    action: 'handover-undone',
    summary,
  });
  const before = contacts.find(({ id }) => id === handover.fromContactId);
  const after = contacts.find(({ id }) => id === handover.toContactId);
  if (before !== undefined) {
    await people.putContact(
      { ...before, to: handover.fromUntil },
      { isNew: false, audit: entry(`${before.id} is the lead again.`) },
    );
  }
  if (after !== undefined) {
    await people.putContact(
      { ...after, to: londonDate(now) },
      { isNew: false, audit: entry(`${after.id} is no longer the lead.`) },
    );
    await links.revoke({
      followUpId: asked.followUpId,
      at: now,
      which: (link) => link.contactId === after.id,
    });
  }
  await followUps.change({
    before: record.followUp,
    audit: entry('Undid a handover: the lead before answers again.'),
  });
  await lookAgainAtForce(dependencies, forceId);
  return 'undone';
}

interface Scene {
  readonly record: LoadedFollowUp;
  readonly calendar: WorkingCalendar;
  readonly milestones: readonly Milestone[];
  readonly contacts: readonly Contact[];
  readonly now: Instant;
  readonly permit: MailPermit;
}

/** Makes the colleague the lead, ends the old lead's links, and tells everybody. */
async function handOver(
  asked: Handover,
  scene: Scene & { by: string },
  dependencies: PassOnDependencies,
): Promise<Handover> {
  const { people, handovers, links, tokens } = dependencies;
  const { contacts, now, calendar, record } = scene;
  const { followUp } = record;
  const today = londonDate(now);
  const summary = `Passed the ${milestoneOf(asked, scene).rule.name} to a colleague.`;
  const entry = { at: now, by: scene.by, action: 'handover', summary };
  const begun = newContact(
    { forceId: followUp.forceId, role: 'lead', name: asked.toName, email: asked.toEmail, from: today },
    contacts,
  );
  await people.putContact(begun, { isNew: true, audit: entry });
  const undo = tokens.newToken();
  const before = contacts.find(({ id }) => id === asked.fromContactId);
  const done: Handover = {
    ...asked,
    state: 'done',
    toContactId: begun.id,
    undoLinkHash: undo.tokenHash,
    undoUntil: addWorkingDays(today, { days: UNDO_WORKING_DAYS, calendar }),
    fromUntil: before?.to,
  };
  await handovers.put(followUp.id, done);
  if (before?.role === 'lead') {
    await people.putContact({ ...before, to: today }, { isNew: false, audit: entry });
    await links.revoke({
      followUpId: followUp.id,
      at: now,
      which: (link) => link.contactId === before.id,
    });
  }
  const changed = await audit(record, { ...entry, ...noLongerWaiting(asked, record), dependencies });
  await lookAgainAtForce(dependencies, followUp.forceId);
  await tellEverybody(
    done,
    { ...scene, followUp: changed, contacts: [...contacts, begun], answerBy: undefined, undo },
    dependencies,
  );
  return done;
}

/** One email each to the colleague, the lead before, the liaison mailbox and the owner, every one in the ledger. */
async function tellEverybody(
  handover: Handover,
  scene: Scene & {
    followUp: FollowUp;
    answerBy: PlainDate | undefined;
    undo: { token: string; tokenHash: string } | undefined;
  },
  dependencies: PassOnDependencies,
): Promise<void> {
  const { people, settings, tokens, clock, publicUrl, replyDomain, log } = dependencies;
  const { followUp, record, contacts, now, undo, answerBy } = scene;
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until it is armed; nobody was told of a handover.', {
      followUp: followUp.id,
    });
    return;
  }
  const [force, staff] = await Promise.all([people.force(followUp.forceId), people.staff()]);
  const owner = ownerOf(followUp, staff);
  const milestone = milestoneOf(handover, scene);
  const about = {
    followUp,
    force,
    programme: programmeOf(dependencies, followUp),
    owner,
    round: handover.round,
  };
  const expiresAt = linkExpiry(milestone.dueOn, now);
  const linkTo = (contactId: string, tokenHash: string): Link => ({
    tokenHash,
    followUpId: followUp.id,
    forceId: followUp.forceId,
    round: handover.round,
    contactId,
    createdAt: now,
    expiresAt,
  });

  const send = async (mail: {
    to: Pick<Contact | StaffMember, 'id' | 'name' | 'email'>;
    rung: string;
    rungId: 'request' | 'handover';
    facts: EmailFacts;
    links: readonly Link[];
    answerBy?: PlainDate;
  }): Promise<void> => {
    const mailId = tokens.newId();
    // Somebody at the force may answer by replying; what an owner replies goes to the team itself.
    const reply = mail.to.id === owner?.id ? undefined : tokens.newToken();
    const key = {
      followUpId: followUp.id,
      milestone: milestone.id,
      dueOn: milestone.dueOn,
      rung: mail.rung,
      contactId: mail.to.id,
      attempt: 1,
    };
    try {
      await sendOnce(dependencies, {
        claim: {
          mailId,
          claimant: tokens.newId(),
          at: clock.now(),
          forceId: followUp.forceId,
          recipientId: mail.to.id,
          notices: [{ key, rungId: mail.rungId, answerBy: mail.answerBy }],
          followUps: [{ id: followUp.id, version: followUp.version }],
          links: mail.links,
          replyAlias:
            reply === undefined
              ? undefined
              : {
                  tokenHash: reply.tokenHash,
                  followUpId: followUp.id,
                  contactId: mail.to.id,
                  round: handover.round,
                },
        },
        email: {
          mailId,
          to: { name: mail.to.name, address: mail.to.email },
          ...composeEmail(mail.facts),
          replyTo: reply === undefined ? undefined : `reply+${reply.token}@${replyDomain}`,
          thread: [],
          tags: { followup: followUp.id, mail: mailId, attempt: '1' },
          answersSomebody: true,
        },
      });
    } catch (error) {
      // The new lead's request is owed by the ladder as well; of the others the audit tells.
      log.error('handover-mail-failed', 'An email about a handover did not leave.', {
        ids: { followUp: followUp.id, recipient: mail.to.id },
        cause: error,
      });
    }
  };

  const colleague = contacts.find(({ id }) => id === handover.toContactId);
  if (colleague !== undefined) {
    const { token, tokenHash } = tokens.newToken();
    const by = laterDate(answerByOf(record, milestone), milestone.lastWorkingDay);
    await send({
      to: colleague,
      rung: 'request',
      rungId: 'request',
      answerBy: by,
      links: [linkTo(colleague.id, tokenHash)],
      facts: {
        kind: 'named',
        from: handover.fromName,
        by,
        saved: record.rounds.find(({ id }) => id === handover.round)?.savedAnswers.length ?? 0,
        asked: recommendationsAsked(record, milestone).length,
        link: `${publicUrl}/f/${token}`,
        ...aboutRound({ ...about, recipientName: colleague.name }),
      },
    });
  }
  const rung = `handover-${handover.id}`;
  const state =
    handover.state === 'done' && handover.undoUntil !== undefined
      ? ({ kind: 'done', undoUntil: handover.undoUntil } as const)
      : ({ kind: 'awaits-approval', answerBy: answerBy ?? londonDate(now) } as const);
  const liaison = holderOf('liaison', { contacts, on: londonDate(now) });
  for (const reader of [contacts.find(({ id }) => id === handover.fromContactId), liaison]) {
    if (reader === undefined || reader.unreachable !== undefined) continue;
    const isFormer = reader.id === handover.fromContactId;
    const undoLink = isFormer && undo !== undefined ? { undoLink: `${publicUrl}/f/${undo.token}` } : {};
    await send({
      to: reader,
      rung,
      rungId: 'handover',
      links: isFormer && undo !== undefined ? [linkTo(reader.id, undo.tokenHash)] : [],
      facts: {
        kind: 'handed-over',
        reader: isFormer ? 'former-lead' : 'liaison',
        from: handover.fromName,
        to: handover.toName,
        at: now,
        state: state.kind === 'done' ? { ...state, ...undoLink } : state,
        ...aboutRound({ ...about, recipientName: reader.name }),
      },
    });
  }
  if (owner !== undefined) {
    await send({
      to: owner,
      rung,
      rungId: 'handover',
      links: [],
      facts: {
        kind: 'owner-alerts',
        language: 'en',
        simulated: followUp.simulated,
        recipientName: owner.name,
        alerts: [
          {
            alert: 'handover',
            force: {
              id: followUp.forceId,
              followUpId: followUp.id,
              name: force === undefined ? followUp.forceId : forceNameOn(force, followUp.publishedOn),
              simulated: followUp.simulated,
            },
            round: handover.round,
            from: handover.fromName,
            to: handover.toName,
            answerBy,
          },
        ],
      },
    });
  }
}

type WaitingHandovers = NonNullable<Round['handoversAsked']>;

interface HandoverAudit {
  readonly at: Instant;
  readonly by: string;
  readonly action: string;
  readonly summary: string;
  /** The round as it was read, and what then waits for the owner in it. */
  readonly round?: Round;
  readonly waiting: (before: WaitingHandovers) => WaitingHandovers;
  readonly dependencies: PassOnDependencies;
}

function noLongerWaiting(
  { id, round }: Handover,
  { rounds }: LoadedFollowUp,
): Pick<HandoverAudit, 'round' | 'waiting'> {
  return {
    round: rounds.find((one) => one.id === round),
    waiting: (before) => before.filter((one) => one.id !== id),
  };
}

/** Writes who did what, and in the round what waits for the owner, whatever else happens at the same time. */
async function audit(
  record: LoadedFollowUp,
  { dependencies, round: read, waiting, ...entry }: HandoverAudit,
): Promise<FollowUp> {
  const { followUps } = dependencies;
  return retryOnConflict(async (isAgain) => {
    const { followUp: before, rounds } = isAgain ? await followUps.load(record.followUp.id) : record;
    const round = rounds.find(({ id }) => id === read?.id) ?? read;
    const waited = round?.handoversAsked ?? [];
    const waits = waiting(waited);
    const changed =
      round === undefined || waits.length === waited.length ? [] : [{ ...round, handoversAsked: waits }];
    return followUps.change({ before, rounds: changed, audit: entry });
  });
}

async function findHandover(
  { handovers, followUps }: PassOnDependencies,
  asked: { followUpId: string; handoverId: string },
): Promise<{ handover: Handover; record: LoadedFollowUp }> {
  const [known, record] = await Promise.all([
    handovers.ofFollowUp(asked.followUpId),
    followUps.load(asked.followUpId),
  ]);
  const handover = known.find(({ id }) => id === asked.handoverId);
  if (handover === undefined) throw new ServiceError('not-found', 'There is no such handover.');
  return { handover, record };
}

function milestoneOf({ round }: Handover, { milestones }: Pick<Scene, 'milestones'>): Milestone {
  const milestone = milestones.find(({ id }) => id === round);
  if (milestone === undefined) throw new ServiceError('stored-data', `There is no milestone ${round}.`);
  return milestone;
}

function colleagueProblems({ name, email }: Colleague): FieldProblem<keyof Colleague>[] {
  const problems: FieldProblem<keyof Colleague>[] = [];
  const nameIs = nameProblem(name);
  if (nameIs !== undefined) problems.push({ field: 'name', kind: nameIs });
  if (!looksLikeAddress(email)) problems.push({ field: 'email', kind: 'not-an-address' });
  return problems;
}
