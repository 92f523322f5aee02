import { addresseeOf, isInRole, isReachable } from '../../domain/people/contacts.ts';
import { londonDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { answerByOf } from '../../domain/form/form.ts';
import type { Link } from '../../domain/link.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import { isAnswered } from '../../domain/returns/rounds.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { programmeOf } from '../finding/programme-of.ts';
import { newLink, type NewLinkDependencies } from '../sending/new-link.ts';
import { collectRoundFacts, sendFormMail, type FormMailDependencies } from './form-mail.ts';
import { MailPermit } from './mail-permit.ts';
import type { OpenFormDependencies } from './open-form.ts';

export type RequestNewLinkDependencies = OpenFormDependencies &
  FormMailDependencies &
  NewLinkDependencies & {
    readonly links: Links;
    readonly people: People;
    readonly throttle: Throttle;
  };

/**
 * Emails a new link to the person on record, if the old link or session belonged to a form. Returns nothing, because
 * the person who asks must not learn anything from the result.
 *
 * @throws TooManyClicks
 */
export async function requestNewLink(
  dependencies: RequestNewLinkDependencies,
  asked: {
    token: string | undefined;
    sessionToken: string | undefined;
    /** Why the link is sent. By default, because someone asked for a new one. */
    click?: 'new-link' | 'take-back';
  },
): Promise<void> {
  const old = await linkAskedFor(dependencies, asked);
  if (old === undefined) return;
  const { clock, formReading, people, links } = dependencies;
  const now = clock.now();
  const record = await formReading.followUp(old.followUpId);
  const { followUp } = record;
  if (followUp.state !== 'open') return;
  const programme = await programmeOf(dependencies, followUp);
  const [contacts, { calendar, suspensions, organisation }, body, staff] = await Promise.all([
    people.contacts(followUp.forceId),
    formReading.session(old.tokenHash),
    people.body(followUp.forceId),
    people.staff(),
  ]);
  const milestone = milestonesOf(record, { programme, calendar, suspensions }).find(
    ({ id }) => id === old.round,
  );
  const to = recordedPerson(contacts, { old, on: londonDate(now) });
  if (milestone === undefined || to === undefined) return;
  const permit = await MailPermit.forClick(dependencies, {
    click: asked.click ?? 'new-link',
    followUpId: followUp.id,
    who: old.contactId,
    at: now,
  });
  const { link, url } = newLink(dependencies, {
    followUp,
    round: old.round,
    dueOn: milestone.dueOn,
    contactId: to.id,
    now,
  });
  await links.add(link);
  const round = record.rounds.find(({ id }) => id === old.round);
  await sendFormMail(dependencies, {
    permit,
    followUpId: followUp.id,
    to: { name: to.name, address: to.email },
    facts: {
      kind: 'new-link',
      link: url,
      by: isAnswered(round) ? undefined : answerByOf(record, milestone),
      ...collectRoundFacts({
        followUp,
        body,
        programme,
        owner: ownerOf(followUp, staff),
        round: old.round,
        recipientName: to.name,
        now,
        organisation,
      }),
    },
  });
}

type OldLink = Pick<Link, 'tokenHash' | 'followUpId' | 'contactId' | 'round'>;

async function linkAskedFor(
  { links, formReading, tokens }: RequestNewLinkDependencies,
  { token, sessionToken }: { token: string | undefined; sessionToken: string | undefined },
): Promise<OldLink | undefined> {
  const tokenHash = token === undefined ? undefined : tokens.hashToken(token);
  if (tokenHash !== undefined) return links.find(tokenHash);
  const sessionHash = sessionToken === undefined ? undefined : tokens.hashToken(sessionToken);
  if (sessionHash === undefined) return undefined;
  const { session } = await formReading.session(sessionHash);
  return session === undefined ? undefined : { ...session, tokenHash: session.linkHash };
}

/**
 * Returns the person whose link it was, if they are still on record and reachable. Otherwise returns the current
 * addressee.
 */
function recordedPerson(
  contacts: readonly Contact[],
  { old, on }: { old: OldLink; on: ReturnType<typeof londonDate> },
): Contact | undefined {
  const own = contacts.find(({ id }) => id === old.contactId);
  return own !== undefined && isInRole(own, on) && isReachable(own, { contacts, on })
    ? own
    : addresseeOf(contacts, on);
}
