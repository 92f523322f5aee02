import { noOrganisation } from '../../shared/domain/organisation.ts';
import { milestonesOf } from '../../shared/domain/clocks/milestones.ts';
import { acceptedAtOnce, applyDecision, groupByPerson } from '../../shared/domain/planning/simulate.ts';
import { noticeId } from '../../shared/domain/notice.ts';
import { decideNotices, type OwedNotice } from '../../shared/domain/sending/decide-notices.ts';
import { mailboxOf, type Recipient } from '../../shared/domain/sending/recipient.ts';
import { listOldBeliefs } from '../../shared/domain/sending/told/changes.ts';
import type { Statement } from '../../shared/domain/statement.ts';
import { collectEmailFacts } from '../../shared/use-cases/sending/email-facts-for.ts';
import { carriesLink, groupIntoEmails } from '../../shared/use-cases/sending/group-into-emails.ts';
import { composeNews } from '../../shared/wording/compose-news.ts';
import type { NewsEmail } from '../../shared/wording/email-facts.ts';
import { statementsOf } from '../../shared/wording/statements.ts';
import { contextOf, type World } from './world.ts';

export interface SentEmail {
  readonly to: string;
  readonly recipient: Recipient;
  readonly notices: readonly OwedNotice[];
  readonly facts: NewsEmail;
  readonly stated: readonly Statement[];
  readonly text: string;
}

const MOST_ROUNDS = 10;

/** Does what a wake-up does: decides, writes and sends until nothing is owed, and keeps what each email stated. */
export function wakeUp(world: World): { world: World; emails: SentEmail[] } {
  const emails: SentEmail[] = [];
  let current = world;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const decision = decideNotices(current.record, contextOf(current));
    const leaving = writeEmails(current, decision);
    emails.push(...leaving);
    const record = applyDecision(current.record, { decision, at: current.now, outcome: acceptedAtOnce });
    current = { ...current, record: keepStatements(record, leaving) };
    if (decision.owed.length === 0) return { world: current, emails };
  }
  throw new Error('The service owes something again each time that it looks.');
}

function writeEmails(world: World, decision: ReturnType<typeof decideNotices>): SentEmail[] {
  const { record, now, context } = world;
  const milestones = milestonesOf(record, context);
  const beliefs = decision.owed.length === 0 ? [] : listOldBeliefs(record, contextOf(world));
  return groupByPerson(decision, { record, at: now }).flatMap(({ recipient, notices }) =>
    groupIntoEmails(notices.map((notice) => ({ notice }))).map((group): SentEmail => {
      const owed = group.map(({ notice }) => ({
        notice,
        record,
        bodyName: 'Essex Police',
        contacts: context.contacts,
        milestones,
        programme: context.programme,
        beliefs,
        ...(context.owner === undefined ? {} : { owner: context.owner }),
        ...(carriesLink(notice) ? { link: 'https://revisit.example/f/xxxx' } : {}),
      }));
      const facts = collectEmailFacts({
        owed,
        recipient,
        now,
        calendar: context.calendar,
        organisation: noOrganisation,
      });
      return {
        to: mailboxOf(recipient),
        recipient,
        notices: group.map(({ notice }) => notice),
        facts,
        stated: statementsOf(facts).map(({ statement }) => statement),
        text: composeNews(facts).text,
      };
    }),
  );
}

/** Keeps what an email states with the first of its notices, as send-personal-email does. */
function keepStatements(record: World['record'], emails: readonly SentEmail[]): World['record'] {
  const stated = new Map(
    emails.flatMap((email) => {
      const [first] = email.notices;
      return first === undefined || email.stated.length === 0
        ? []
        : [[noticeId(first.key), email.stated] as const];
    }),
  );
  if (stated.size === 0) return record;
  return {
    ...record,
    notices: record.notices.map((notice) => {
      const own = stated.get(noticeId(notice.key));
      return own === undefined ? notice : { ...notice, stated: own };
    }),
  };
}
