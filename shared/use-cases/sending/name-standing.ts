import type { Contact } from '../../domain/contact.ts';
import { isSamePerson } from '../../domain/people/contacts.ts';
import type { RoundMail } from '../../domain/round.ts';
import type { Standing } from '../../domain/returns/standing.ts';
import type { RoundStanding, StandingMail } from '../../wording/round-standing.ts';

/** Puts the names of people into a standing, as its reader knows them. Without a reader, everybody has a name. */
export function nameStanding(
  standing: Standing,
  { contacts, reader }: { contacts: readonly Contact[]; reader: Contact | undefined },
): RoundStanding {
  const who = (id: string): { who?: string } => {
    const contact = contacts.find((one) => one.id === id);
    if (contact === undefined) return { who: 'someone' };
    return reader !== undefined && isSamePerson(contact, reader) ? {} : { who: contact.name };
  };
  const told = ({ receivedAt, by, recommendations, unplaced }: RoundMail): StandingMail => ({
    at: receivedAt,
    ...who(by),
    recommendations,
    unplaced,
  });
  const { approval, unconfirmed, moreTime, sentAnotherWay } = standing;
  return {
    saved: standing.saved.length,
    asked: standing.asked.length,
    onForm: standing.onForm.map(told),
    held: standing.held.map(told),
    ...(approval === undefined ? {} : { approval: { officer: approval.officer, at: approval.askedAt } }),
    ...(unconfirmed === undefined ? {} : { unconfirmedSince: unconfirmed.saidAt }),
    ...(moreTime === undefined
      ? {}
      : { moreTime: { at: moreTime.askedAt, ...who(moreTime.by), until: moreTime.until } }),
    ...(sentAnotherWay === undefined
      ? {}
      : {
          sentAnotherWay: {
            at: sentAnotherWay.saidAt,
            ...who(sentAnotherWay.by),
            isProved: sentAnotherWay.unproved !== true,
          },
        }),
  };
}
