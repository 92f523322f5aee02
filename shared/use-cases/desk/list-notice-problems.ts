import type { Assurance } from '../../domain/desk/assurance.ts';
import { noticeId, noticeStatus, type Notice, type NoticeFacts } from '../../domain/notice.ts';
import { nameMilestone, type Programme } from '../../domain/programme.ts';
import type { AssuranceProblem, NamedBody } from '../../wording/email-facts.ts';

/** Lists what somebody must look at about the emails of one follow-up: what failed, and what did not leave. */
export function listNoticeProblems({
  assurance,
  body,
  programme,
}: {
  readonly assurance: Assurance;
  readonly body: NamedBody;
  readonly programme: Programme;
}): NoticeProblem[] {
  const lines = new Map<string, NoticeProblem>();
  const add = (problem: NoticeProblem['problem'], { key, rungId }: Pick<Notice, 'key' | 'rungId'>): void => {
    // The lead and the mailbox get the same email. Both together are one thing to look at.
    const line = [problem, key.milestone, key.dueOn.toString(), rungId, key.attempt].join('/');
    const known = lines.get(line);
    const id = noticeId(key);
    lines.set(
      line,
      known === undefined
        ? {
            problem,
            body,
            about: nameMilestone(programme, key.milestone),
            noticeIds: [id],
            contactId: key.contactId,
          }
        : { ...known, noticeIds: [...known.noticeIds, id] },
    );
  };
  for (const notice of assurance.problems) {
    const problem = problemOf(notice.facts);
    if (problem !== undefined) add(problem, notice);
  }
  for (const gap of assurance.gaps) add('gap', gap);
  return [...lines.values()];
}

/** A problem with an email and with its copies. */
type NoticeProblem = Extract<AssuranceProblem, { noticeIds: unknown }>;

function problemOf(facts: NoticeFacts): NoticeProblem['problem'] | undefined {
  const status = noticeStatus(facts);
  switch (status) {
    case 'unknown':
    case 'failed':
    case 'suppressed':
    case 'rejected':
    case 'transientBounce':
    case 'permanentBounce':
    case 'complained':
      return status;
    case 'resendAsked':
    case 'skipped':
    case 'claimed':
    case 'accepted':
    case 'delayed':
    case 'delivered':
      return undefined;
  }
}
