import { joinLines } from '../../shared/domain/visible-text.ts';
import type { FormTerms } from '../../shared/domain/programme.ts';
import { formatDate, londonDate, formatMonth, formatTime, type Instant } from '../../shared/domain/dates.ts';
import type { Recommendation } from '../../shared/domain/recommendation.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import { sentAtOf } from '../../shared/domain/returns/rounds.ts';
import { readMonth } from '../../shared/domain/returns/months-in-answers.ts';
import { evidenceKinds, likelihoods, type AnswerField, type SentAnswer } from '../../shared/domain/answer.ts';
import type { SentReturn } from '../../shared/ports/form-reading.ts';
import { answerKeys, evidenceWords, likelihoodWords } from '../../shared/wording/en/form/questions.ts';
import { answerWords } from './answers.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** A line of an answer: the question in short, and the text that was typed. */
type Line = readonly [key: string, text: string];

/** Renders one return with every answer. The text is OFFICIAL-SENSITIVE. */
export function renderReturn(
  sent: SentReturn,
  {
    terminal,
    recommendations,
    contacts,
    standing,
    round,
    terms,
  }: {
    recommendations: readonly Recommendation[];
    contacts: readonly Contact[];
    standing: string;
    terms: FormTerms;
    /** The round in words, such as "six-week response". */
    round: string;
    terminal: Terminal;
  },
): string {
  const sender = contacts.find(({ id }) => id === sent.contactId)?.name;
  const { approvedBy } = sent;
  const head = [
    terminal.heading(`${sent.reference}  ${round}`),
    `${sent.sentAt === undefined ? 'Received' : 'Sent'} ${momentOf(sentAtOf(sent))}, by ${sent.how}${sender === undefined ? '' : `, from ${sender}`}.`,
    ...(sent.sentAt === undefined ? [] : [`Confirmed with a code ${momentOf(sent.receivedAt)}.`]),
    ...(approvedBy === undefined
      ? []
      : [`Approved by ${approvedBy.name}, ${approvedBy.rank}, ${approvedBy.on}.`]),
    standing,
  ];
  const answers = recommendations.flatMap((recommendation) => {
    const answer = sent.sentAnswers.get(recommendation.number);
    return answer === undefined ? [] : [renderAnswer(recommendation, { answer, terminal, terms })];
  });
  const unanswered = sent.sentAnswers.size === 0 ? ['It does not have answers for each recommendation.'] : [];
  return [
    head.map((line) => wrap(line, terminal)).join('\n'),
    ...answers,
    ...unanswered,
    ...wholeOf(sent, { terminal, terms }),
  ].join('\n\n');
}

function momentOf(at: Instant): string {
  return `${formatDate(londonDate(at))}, ${formatTime(at)}`;
}

function renderAnswer(
  { number, title }: Recommendation,
  { answer, terminal, terms }: { answer: SentAnswer; terminal: Terminal; terms: FormTerms },
): string {
  const lines = answerLines(answer, terms).map((line) => writeLine(line, { terminal, indent: 3 }));
  return [
    terminal.heading(wrap(`${number}  ${title}`, terminal)),
    wrap(answerWords[answer.status], { ...terminal, indent: 3 }),
    ...lines,
  ].join('\n');
}

/** Writes an answer under its name. A longer one is indented, so no line of it looks like a line of ours. */
function writeLine([key, text]: Line, { terminal, indent }: { terminal: Terminal; indent: number }): string {
  return text.includes('\n') || key.length + text.length > terminal.width - indent - 5
    ? `${wrap(`${key}:`, { ...terminal, indent })}\n${wrap(text, { ...terminal, indent: indent + 2 })}`
    : wrap(`${key}: ${text}`, { ...terminal, indent });
}

/** Returns the lines of an answer, in the order of the questions in the form. */
function answerLines(answer: SentAnswer, terms: FormTerms): Line[] {
  const { words, evidence } = answer;
  const text = (field: AnswerField): string => (words[field] ?? '').trim();
  const month = (name: 'audit' | 'check' | 'plan' | 'asked' | 'finish'): string => {
    const found = readMonth(words, name);
    return found === undefined ? '' : formatMonth(found);
  };
  const chosen = likelihoods.find((likelihood) => likelihood === words.likelihood);
  const known = evidenceKinds.filter((kind) => evidence.includes(kind));
  const lines: Line[] = [
    ['Nothing has changed since', answer.unchangedSince ?? ''],
    [answerKeys.practice(terms), text('practice')],
    [answerKeys.evidence, known.map((kind) => evidenceWords(terms)[kind]).join('; ')],
    [
      'Audit',
      text('audit-cases') === ''
        ? ''
        : answerKeys.audit({ cases: text('audit-cases'), good: text('audit-good'), when: month('audit') }),
    ],
    [answerKeys.document, heldBy(text('document'), text('document-holder'))],
    [answerKeys.check, month('check')],
    [answerKeys.plan, planText(text)],
    [answerKeys.planWhen, month('plan')],
    [answerKeys.planOwner, text('plan-owner')],
    [answerKeys.planTest, text('plan-test')],
    [answerKeys.instead, text('instead')],
    [answerKeys['decided-by'], text('decided-by')],
    [answerKeys.waiting, text('waiting')],
    [answerKeys.asked, month('asked')],
    [answerKeys.finish, month('finish')],
    [answerKeys.likelihood, chosen === undefined ? '' : likelihoodWords[chosen]],
    [answerKeys['why-late'], text('why-late')],
    [answerKeys.obstacles, text('obstacles')],
  ];
  return lines.filter(([, value]) => value !== '');
}

function heldBy(document: string, holder: string): string {
  return document === '' || holder === '' ? document : answerKeys.documentHeldBy({ document, holder });
}

function planText(text: (field: AnswerField) => string): string {
  return text('plan-where') === 'attached'
    ? answerKeys.planAttached(text('plan-reference'))
    : text('plan-what');
}

function wholeOf(
  { whole }: SentReturn,
  { terminal, terms }: { terminal: Terminal; terms: FormTerms },
): string[] {
  const { officer, anythingElse, contactsRight, contactsChange, attachments } = whole;
  const attached = Array.isArray(attachments) ? attachments.map(nameOf).filter((name) => name !== '') : [];
  const lines: Line[] = [
    [answerKeys.officer(terms), joinLines(asText(officer))],
    [answerKeys.anythingElse, asText(anythingElse)],
    [answerKeys.contacts, contactsRight === 'no' ? `No: ${asText(contactsChange)}` : ''],
    [answerKeys.attachments, attached.join(', ')],
  ];
  const filled = lines.filter(([, text]) => text !== '');
  if (filled.length === 0) return [];
  return [filled.map((line) => writeLine(line, { terminal, indent: 0 })).join('\n')];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function nameOf(attachment: unknown): string {
  return typeof attachment === 'object' && attachment !== null && 'name' in attachment
    ? joinLines(asText(attachment.name))
    : '';
}
