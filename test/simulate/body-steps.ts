import { addDays, londonDate } from '../../shared/domain/dates.ts';
import type { Round, RoundMail } from '../../shared/domain/round.ts';
import type { StepKind } from './step.ts';
import { changeRound, roundIdOf, type World } from './world.ts';

/** The body gets its link with the request of a round. Before it, it can do nothing about the round. */
const isUnanswered = (world: World, which: number): boolean =>
  world.record.followUp.state === 'open' &&
  world.record.notices.some(
    ({ key, rungId, facts }) =>
      key.milestone === roundIdOf(which) && rungId === 'request' && facts.claimed !== undefined,
  ) &&
  (world.record.rounds.find(({ id }) => id === roundIdOf(which))?.returns ?? []).length === 0;

/** Makes a kind of step that changes an unanswered round. */
function ofRound(
  what: string,
  change: (before: Round, world: World, days: number) => Partial<Round> | undefined,
): StepKind {
  return {
    change: (world, { which, days }) => {
      if (!isUnanswered(world, which)) return undefined;
      const refused: true[] = [];
      const after = changeRound(world, which, (before) => {
        const changed = change(before, world, days);
        if (changed === undefined) refused.push(true);
        return changed ?? {};
      });
      return refused.length > 0 ? undefined : after;
    },
    words: (_world, { which }) => `# ${what} (${roundIdOf(which)})`,
  };
}

function returned(how: 'form' | 'letter' | 'email' | 'other', what: string): StepKind {
  return ofRound(what, ({ returns }, { now }) => ({
    returns: [
      ...returns,
      {
        version: returns.length + 1,
        reference: 'ESSEX-2016-A1',
        receivedAt: now,
        contactId: 'lead',
        how,
        answered: 5,
        asked: 5,
        flags: [],
      },
    ],
  }));
}

function mail(state: RoundMail['state'], what: string): StepKind {
  return ofRound(what, ({ mails = [], savedAnswers }, { now }) => ({
    mails: [
      ...mails,
      {
        mailId: `mail-${mails.length + 1}`,
        receivedAt: now,
        by: 'lead',
        state,
        recommendations: state === 'on-form' ? [1, 2] : [],
        unplaced: 0,
      },
    ],
    savedAnswers: state === 'on-form' ? [...new Set([...savedAnswers, 1, 2])] : savedAnswers,
  }));
}

function contactStep(words: string, change: (world: World, id: string) => World | undefined): StepKind {
  const people = ['lead', 'deputy', 'liaison', 'sign-off'];
  const who = (which: number): string => people[which % people.length] ?? 'lead';
  return {
    change: (world, { which }) => change(world, who(which)),
    words: (_world, { which }) => `${words} ${who(which)}`,
  };
}

/** What people at the body do, by every road. */
export const bodySteps: Readonly<Record<string, StepKind>> = {
  'form-saved': ofRound('The lead saves one answer on the form', ({ savedAnswers }) => ({
    savedAnswers: [...new Set([...savedAnswers, 3])],
  })),
  'form-sent': returned('form', 'The lead sends the form'),
  'letter-recorded': returned('letter', 'revisit returns record essex --how letter'),
  'email-recorded': returned('email', 'revisit returns record essex --how email'),
  'call-recorded': returned('other', 'revisit returns record essex --how other'),
  'reply-placed': mail('on-form', 'The lead replies, and the words go into the form'),
  'reply-held': mail('held', 'The lead replies, and a person must read it'),
  'reply-settled': ofRound('revisit inbox: a person settles the held reply', ({ mails = [] }, { now }) =>
    mails.some(({ state }) => state === 'held')
      ? {
          mails: mails.map((one) =>
            one.state === 'held' ? { ...one, state: 'settled', settledAt: now } : one,
          ),
        }
      : undefined,
  ),
  'sent-another-way': ofRound('The lead says that it was sent another way', (_before, { now }) => ({
    sentAnotherWay: { saidAt: now, by: 'lead', how: 'post' },
  })),
  'approval-asked': ofRound('The lead asks an officer to approve', (_before, { now }) => ({
    approvalAsked: { id: 'a1', askedAt: now, by: 'lead', officer: 'ACC Jones' },
  })),
  'more-time-asked': ofRound('The lead asks for more time', ({ moreTime }, world, days) =>
    moreTime === undefined
      ? {
          moreTime: {
            askedAt: world.now,
            by: 'lead',
            until: addDays(londonDate(world.now), 5 + days),
            reason: 'leave',
          },
        }
      : undefined,
  ),
  'more-time-refused': ofRound('revisit more-time refuse essex', ({ moreTime }, { now }) =>
    moreTime !== undefined && moreTime.answer === undefined
      ? { moreTime: { ...moreTime, answer: { granted: false, at: now } } }
      : undefined,
  ),
  bounced: contactStep('# Mail bounces for', (world, id) => ({
    ...world,
    context: {
      ...world.context,
      contacts: world.context.contacts.map((contact) =>
        contact.id === id ? { ...contact, unreachable: { since: world.now, reason: 'bounced' } } : contact,
      ),
    },
  })),
  succeeded: contactStep('revisit contact move essex', (world, id) => {
    const today = londonDate(world.now);
    const before = world.context.contacts.find((contact) => contact.id === id);
    if (
      before === undefined ||
      before.to !== undefined ||
      world.context.contacts.some((one) => one.id === `${id}-2`)
    )
      return undefined;
    const after = { ...before, id: `${id}-2`, email: `${id}-2@essex.police.example`, from: today };
    const contacts = world.context.contacts.map((one) => (one === before ? { ...one, to: today } : one));
    return { ...world, context: { ...world.context, contacts: [...contacts, after] } };
  }),
};
