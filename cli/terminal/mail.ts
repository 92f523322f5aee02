import { inWords, londonDate, timeInWords } from '../../shared/domain/dates.ts';
import type { IncomingMail } from '../../shared/domain/replies/incoming-mail.ts';
import type { SeenMail, Suggestion } from '../../shared/use-cases/look-at-mail.ts';
import { shortDate } from './dates.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Why a mail is where it is, in the fewest words. */
export const mailReasonWords: Readonly<Record<IncomingMail['reason'], string>> = {
  'not-read-yet': 'not read yet',
  virus: 'carries a virus',
  spam: 'taken for spam',
  forged: 'forged: its domain disowns it',
  'sender-not-proven': 'nobody can say who sent it',
  'not-scanned': 'could not be scanned',
  'no-sender': 'names no sender',
  'several-senders': 'names several senders',
  'nobody-found': 'fits no follow-up',
  'several-follow-ups': 'fits several follow-ups',
  'unknown-sender': 'sender is no contact',
  'not-from-the-force': 'not from the force',
  'no-round': 'no round is open',
  'round-closed': 'its round is closed',
  'follow-up-ended': 'its follow-up has ended',
  'too-many': 'too many from one sender',
  'names-somebody-else': 'names somebody else',
  'more-time': 'asks for more time',
  'sent-another-way': 'says it was sent another way',
  'an-answer': 'asks a question',
  'a-meeting': 'asks to talk',
  'to-withdraw-an-answer': 'takes an answer back',
  'to-answer-later': 'promises an answer',
  'help-with-the-form': 'needs help with the form',
  'an-attachment-that-is-missing': 'its attachment is missing',
  'unmatched-report': 'reports on no known email',
  broken: 'cannot be decoded',
  encrypted: 'is encrypted',
  'inside-quote': 'answered inside what it quotes',
  forwarded: 'forwarded without a word',
  'too-long': 'too long for a form',
  'automatic-and-answers': 'automatic, looks like an answer',
  'put-into-draft': 'in the form, to be checked',
  'absence-recorded': 'away',
  'delivery-recorded': 'delivery report',
  'nothing-to-do': 'nothing to do',
  duplicate: 'came twice',
  assigned: 'assigned by hand',
  discarded: 'discarded',
};

export function renderMails(mails: readonly IncomingMail[], terminal: Terminal): string {
  return renderTable(
    mails.map((mail) => [mail.id, mailReasonWords[mail.reason], printable(mail.sender?.address ?? '-')]),
    {
      columns: [{ title: 'MAIL' }, { title: 'WHY' }, { title: 'FROM', flexible: true }],
      terminal,
    },
  );
}

/** A mail whole: what it is, what it may be about, what it says, and what to do about it. */
export function renderMail({ mail, message, suggestions }: SeenMail, terminal: Terminal): string {
  const received = `${timeInWords(mail.receivedAt)} on ${inWords(londonDate(mail.receivedAt))}`;
  const from = mail.sender === undefined ? 'nobody known' : `${mail.sender.name} <${mail.sender.address}>`;
  const { verdicts } = mail;
  const facts = [
    `From ${printable(from)}, ${received}.`,
    `${mailReasonWords[mail.reason]}. ${mail.because ?? ''}`.trim(),
    `SPF ${verdicts.spf}, DKIM ${verdicts.dkim}, DMARC ${verdicts.dmarc}, spam ${verdicts.spam}, virus ${verdicts.virus}.`,
    ...suggestions.map(suggestionWords),
    ...namedWords(mail),
    ...(mail.files ?? []).map(
      ({ name, bytes, fate }) => `Attached: ${printable(name)}, ${bytes} bytes, ${fate}.`,
    ),
  ].map((fact) => wrap(fact, terminal));
  const subject = message === undefined ? [] : [`Subject: ${printable(message.subject)}`];
  const text =
    message === undefined
      ? 'The original is not shown: it carries a virus, was erased, or its retention has ended.'
      : printable(message.text).trimEnd();
  return [
    terminal.heading(mail.id),
    ...facts,
    '',
    ...subject,
    text,
    '',
    ...nextSteps({ mail, suggestions }),
  ].join('\n');
}

function suggestionWords({ followUp, ground }: Suggestion): string {
  const grounds = {
    'reply-token': 'the address it was sent to',
    thread: 'the email of ours that it answers',
    sender: 'its sender',
    assigned: 'an admin',
  } as const;
  return `About ${followUp.id}, by ${ground === undefined ? 'its content' : grounds[ground]}.`;
}

function namedWords({ named, backOn }: IncomingMail): string[] {
  const back = backOn === undefined ? [] : [`Back on ${shortDate(backOn)}.`];
  const who = [named?.name, named?.email].filter((part) => part !== undefined).join(', ');
  return who === '' ? back : [...back, `Names ${printable(who)}.`];
}

/** The commands that fit, ready to be copied. */
function nextSteps({ mail, suggestions }: Pick<SeenMail, 'mail' | 'suggestions'>): string[] {
  if (mail.place !== 'holding-pen') return [];
  const [first] = suggestions;
  const followUp = first?.followUp.id ?? '<follow-up>';
  const forceId = first?.followUp.forceId ?? '<force>';
  const steps: Partial<Record<IncomingMail['reason'], string>> = {
    'more-time': `revisit extend ${followUp}`,
    'sent-another-way': `revisit returns record ${followUp} --how letter --received-on <date>`,
    'names-somebody-else': `revisit contact move ${forceId}`,
    'unknown-sender': `revisit contact add ${forceId}`,
  };
  const special = steps[mail.reason];
  return [
    ...(special === undefined ? [] : [`> ${special}`]),
    `> revisit inbox assign ${mail.id} ${followUp}`,
    `> revisit inbox discard ${mail.id} --reason "…"`,
  ];
}

/** What a stranger wrote cannot steer the terminal. */
export function printable(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/[^\P{C}\n\t]/gu, '');
}
