import { formatDate, londonDate, formatTime } from '../../domain/dates.ts';
import { commandLines } from '../commands.ts';
import { heading, list, paragraph, type EmailContent, type Line } from '../email-content.ts';
import type { AssuranceEmail, AssuranceProblem } from '../email-facts.ts';
import { writeInternalSignature, writeLetter } from './letter.ts';
import { formatCount, formatListedFollowUp, formatSpan } from './phrases.ts';

/**
 * Writes the weekly proof. It says only what is known. A mail system accepted an email, but nobody knows if it was
 * read.
 */
export function assuranceEmail(facts: AssuranceEmail): EmailContent {
  const { due, sent, accepted, unknown, gaps, problems } = facts;
  return writeLetter(facts, {
    subject: `Week to ${formatDate(facts.to)}: ${due} due, ${sent} sent, ${problems.length === 0 ? 'nothing to look at' : `${problems.length} to look at`}`,
    blocks: [
      paragraph(
        `From ${formatSpan(facts.from, facts.to)}, worked out from the dates and not from what was sent:`,
      ),
      paragraph(
        `${due} due, ${sent} sent, ${accepted} accepted, ${unknown} unknown, ${formatCount(gaps, { one: 'gap', many: 'gaps' })}`,
      ),
      paragraph(`"Accepted" means by the recipient's mail system. It does not mean that anyone read it.`),
      heading('To look at'),
      problems.length === 0 ? paragraph('Nothing.') : list(...problems.map(problemLines)),
      paragraph('If this email does not come one Monday, something is wrong: run revisit doctor.'),
      writeInternalSignature(),
    ],
  });
}

function problemLines(problem: AssuranceProblem): Line[] {
  switch (problem.problem) {
    case 'holding-pen':
      return [
        `${formatCount(problem.count, { one: 'email to us waits', many: 'emails to us wait' })} for a person, the oldest from ${formatDate(problem.oldestOn)}. Look at each:`,
        'revisit inbox list',
      ];
    case 'dead-letters':
      return [
        `${formatCount(problem.count, { one: 'message', many: 'messages' })} could not be handled. Read why, then try again:`,
        'revisit redrive',
      ];
    case 'nobody-responsible':
      return [
        `Nobody is responsible for ${formatCount(problem.count, { one: 'follow-up', many: 'follow-ups' })}, because no owner is named and no programme head is recorded. A body that asks for something gets no answer. Name an owner for each:`,
        commandLines.assignOwner(),
      ];
    case 'no-programme-head':
      return [
        'No programme head is recorded, so this email goes to every owner. Record one:',
        commandLines.addProgrammeHead,
      ];
    case 'other-emails':
      return [
        `${formatCount(problem.count, { one: 'other email has', many: 'other emails have' })} a problem: a digest, or an email of a follow-up that has ended. Look at each:`,
        'revisit notices --status problem',
      ];
    case 'no-sweep':
      return [
        problem.sweptAt === undefined
          ? 'no scheduled run has finished, so nobody is asked or reminded. See why:'
          : `the last scheduled run finished on ${formatDate(londonDate(problem.sweptAt))}, ${formatTime(problem.sweptAt)}. Since then nobody is asked or reminded. See why:`,
        'revisit doctor',
      ];
    case 'holidays-run-out':
      return [
        `Bank holidays are known up to ${formatDate(problem.knownTo)}, but a date is due on ${formatDate(problem.furthestDue)}. Import the newer list:`,
        commandLines.importHolidays,
      ];
    case 'unknown':
      return aboutNotice(problem, {
        what: `nobody can know whether the email left. Ask the ${problem.body.noun}. If it did not come`,
        command: 'resend',
      });
    case 'gap':
      return aboutNotice(problem, {
        what: 'an email was due and was not sent. The next sweep sends it if it still may. See why',
        command: 'explain',
      });
    case 'failed':
    case 'rejected':
      return aboutNotice(problem, {
        what: 'the mail service refused the email. Correct the cause, then',
        command: 'resend',
      });
    case 'suppressed':
      return aboutNotice(problem, {
        what: `the address is on the suppression list, so nothing was sent. Check the address with the ${problem.body.noun}, then`,
        command: 'resend',
      });
    case 'transientBounce':
      return aboutNotice(problem, {
        what: 'their mail system sent the email back for now, for example because a mailbox is full. Ask whether it came. If it did not',
        command: 'resend',
      });
    case 'permanentBounce':
      return aboutNotice(problem, {
        what: 'their mail system refused the email for good. Record the right address, then',
        command: 'resend',
      });
    case 'complained':
      return aboutNotice(problem, {
        what: 'the email was marked as unwanted. Ring them before anything else is sent',
        command: 'contact list',
      });
  }
}

function aboutNotice(
  problem: Extract<AssuranceProblem, { noticeIds: unknown }>,
  { command, what }: { what: string; command: 'resend' | 'explain' | 'contact list' },
): Line[] {
  const { body, noticeIds, contactId } = problem;
  const subjects = {
    resend: noticeIds,
    explain: [`${body.followUpId} --contact ${contactId}`],
    'contact list': [body.id],
  }[command];
  return [
    `${formatListedFollowUp(body)}, ${problem.about}: ${what}:`,
    ...subjects.map((subject) => `revisit ${command} ${subject}`),
  ];
}
