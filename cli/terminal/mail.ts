import { formatDate, londonDate, formatTime } from '../../shared/domain/dates.ts';
import { groupAlike, type AlikeMails } from '../../shared/domain/replies/alike-mails.ts';
import type { FileFate, IncomingMail } from '../../shared/domain/replies/incoming-mail.ts';
import type { SeenMail, Suggestion } from '../../shared/use-cases/replies/look-at-mail.ts';
import { visibleLine } from '../../shared/domain/visible-text.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { mailReasonWords } from '../../shared/wording/en/mail-reasons.ts';
import { shortDate } from './dates.ts';
import { capitalise, countOf } from './emails.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Renders a list of emails. Shows many emails of one sender as one, unless `isWhole`. */
export function renderMails(
  mails: readonly IncomingMail[],
  { terminal, isWhole }: { terminal: Terminal; isWhole: boolean },
): string {
  const rows = isWhole ? mails.map((first): AlikeMails => ({ first, more: 0 })) : groupAlike(mails);
  const table = renderTable(
    rows.map(({ first, more }) => [
      first.id,
      mailReasonWords[first.reason],
      `${visibleLine(first.sender?.address ?? '-')}${more === 0 ? '' : ` and ${more} more from them`}`,
    ]),
    {
      columns: [{ title: 'MAIL' }, { title: 'WHY' }, { title: 'FROM', flexible: true }],
      terminal,
    },
  );
  const many = rows.find(({ more }) => more > 0);
  if (many === undefined) return table;
  const hints = [commandLines.listAlike(many.first.id), commandLines.discardAlike(many.first.id)];
  return [
    table,
    '',
    'To see many emails of one sender, or to discard all of them:',
    ...hints.map((hint) => `> ${hint}`),
  ].join('\n');
}

/**
 * Renders one incoming email, with its sender, its text, the follow-ups it may be about, and the commands that fit.
 * `name` is what the commands call the follow-up.
 */
export function renderMail(
  { mail, message, suggestions }: SeenMail,
  { terminal, name }: { terminal: Terminal; name: string },
): string {
  const received = `${formatTime(mail.receivedAt)} on ${formatDate(londonDate(mail.receivedAt))}`;
  const from = mail.sender === undefined ? 'nobody known' : `${mail.sender.name} <${mail.sender.address}>`;
  const { verdicts } = mail;
  const facts = [
    `From ${visibleLine(from)}, ${received}.`,
    `${capitalise(mailReasonWords[mail.reason])}. ${(mail.evidence ?? [mail.because ?? '']).join(' ')}`.trim(),
    `SPF ${verdicts.spf}, DKIM ${verdicts.dkim}, DMARC ${verdicts.dmarc}, spam ${verdicts.spam}, virus ${verdicts.virus}.`,
    ...suggestions.map(suggestionWords),
    ...namedWords(mail),
    ...(mail.files ?? []).map(
      ({ name, bytes, fate }) => `Attached: ${visibleLine(name)}, ${sizeOf(bytes)}, ${fateWords[fate]}.`,
    ),
  ].map((fact) => wrap(fact, terminal));
  const subject = message === undefined ? [] : [`Subject: ${visibleLine(message.subject)}`];
  const text =
    message === undefined
      ? 'The original is not shown. It carries a virus, was erased, or its retention has ended.'
      : startOf(message.text);
  return [
    terminal.heading(mail.id),
    ...facts,
    '',
    ...subject,
    text,
    '',
    ...nextSteps({ mail, suggestions }, name),
  ].join('\n');
}

function suggestionWords({ followUp, ground }: Suggestion): string {
  const grounds = {
    'reply-token': 'the address it was sent to',
    thread: 'our email that it answers',
    sender: 'its sender',
    assigned: 'the choice of an admin',
    'mail-domain': 'the mail domain of its sender',
    subject: 'its subject',
  } as const;
  const isWeak = ground === 'mail-domain' || ground === 'subject';
  return `${isWeak ? 'Perhaps about' : 'About'} ${followUp.id}, by ${ground === undefined ? 'its content' : grounds[ground]}.`;
}

function namedWords({ named, backOn }: IncomingMail): string[] {
  const back = backOn === undefined ? [] : [`Back on ${shortDate(backOn)}.`];
  const who = [named?.name, named?.email].filter((part) => part !== undefined).join(', ');
  return who === '' ? back : [...back, `Names ${visibleLine(who)}.`];
}

/** Returns the commands that fit, ready to copy. */
function nextSteps(
  { mail, suggestions }: Pick<SeenMail, 'mail' | 'suggestions'>,
  followUp: string,
): string[] {
  const [first] = suggestions;
  const receivedOn = londonDate(mail.receivedAt).toString();
  const milestone = mail.about?.round ?? '<round>';
  if (mail.reason === 'put-into-draft') {
    return [
      'The sender must check and send it. If they ask you to record it for them:',
      `> revisit returns record ${followUp} --how email --received-on ${receivedOn} --milestone ${milestone}`,
    ];
  }
  if (mail.place !== 'holding-pen') return [];
  const forceId = first?.followUp.forceId ?? '<body>';
  const steps: Partial<Record<IncomingMail['reason'], string>> = {
    'more-time': `revisit extend ${followUp} --to <date> --reason <text> --milestone ${milestone}`,
    'sent-another-way': `revisit returns record ${followUp} --how letter --received-on <date> --milestone ${milestone}`,
    'names-somebody-else': commandLines.acceptContact(mail.id, mail.named),
    'unknown-sender': `revisit contact add ${forceId} --role <role> --name <name> --email ${addressToCopy(mail)}`,
  };
  const special = steps[mail.reason];
  return [
    ...(special === undefined ? [] : [`> ${special}`]),
    `> revisit inbox assign ${mail.id} ${followUp}`,
    mail.reason === 'names-somebody-else'
      ? `> ${commandLines.refuseContact(mail.id)}`
      : `> revisit inbox discard ${mail.id} --reason <text>`,
  ];
}

const fateWords: Readonly<Record<FileFate, string>> = {
  kept: 'kept as evidence',
  'not-filed': 'in the email only',
  'type-not-allowed': 'not kept: its type is not allowed',
  'too-large': 'not kept: too large',
  'too-many': 'not kept: too many at once',
};

function sizeOf(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte');
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The most characters of an email on a terminal. A form takes no more. */
const MOST_SHOWN = 60_000;

function startOf(text: string): string {
  const shown = hideTokens(withoutBlankRuns(text.slice(0, MOST_SHOWN))).trimEnd();
  return text.length <= MOST_SHOWN
    ? shown
    : `${shown}\n… and ${text.length - MOST_SHOWN} more characters. --json has all of them.`;
}

/** Leaves one of several blank lines. A mail of nothing else would push everything off the terminal. */
export function withoutBlankRuns(text: string): string {
  return text.replace(/\n(?:[ \t>]*\n){3,}/gu, '\n\n');
}

/** Hides the links to forms in the quoted text of an email. Such a link opens the sender's form, and only they may use it. */
export function hideTokens(text: string): string {
  return text
    .replace(/(\/f\/)[0-9a-z]{4}(?:-[0-9a-z]{4}){4,}/giu, '$1…')
    .replace(/(reply\+)[0-9a-z]{4}(?:-[0-9a-z]{4}){4,}/giu, '$1…');
}

/** Returns the sender's address for a command to copy, or a placeholder if a shell could read the address as code. */
function addressToCopy({ sender }: IncomingMail): string {
  const address = sender?.address ?? '';
  return /^[a-z0-9._+-]+@[a-z0-9.-]+$/iu.test(address) ? address : '<address>';
}
