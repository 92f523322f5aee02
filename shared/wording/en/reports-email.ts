import { formatDate, isBefore, type PlainDate } from '../../domain/dates.ts';
import { heading, paragraphWithLink, paragraph, type Block, type EmailContent } from '../email-content.ts';
import type { NonEmpty, Report, ReportsEmail, Section } from '../email-facts.ts';
import { askBy, promiseBy } from './ask-by.ts';
import { announcedWords } from './announced.ts';
import { changeBlocks, correctionWords } from './correction.ts';
import { chaserWords } from './chasers.ts';
import { datesWords } from './dates.ts';
import { writeLetter, writeSignature } from './letter.ts';
import { capitalise, shortName, usefulAnswers, voiceOf, type Telling } from './phrases.ts';
import { othersDidWords } from './others-did.ts';
import { questionsWords } from './questions.ts';
import { receiptWords } from './receipt.ts';
import { reminderWords } from './reminders.ts';
import { requestWords } from './request.ts';
import type { SectionWords } from './section-words.ts';
import { statutoryWords } from './statutory.ts';

/** Writes one email with all news for one person. One piece of news becomes a letter. Several get headings. */
export function reportsEmail(facts: ReportsEmail): EmailContent {
  return facts.sections.length === 1 ? aboutOne(facts) : aboutSeveral(facts);
}

function tellingOf({ owners, today }: ReportsEmail): Telling {
  return { voice: voiceOf(owners), today };
}

function wordsOf(section: Section, telling: Telling): SectionWords {
  switch (section.kind) {
    case 'dates':
      return datesWords(section, telling);
    case 'request':
      return requestWords(section, telling);
    case 'reminder':
      return reminderWords(section, telling);
    case 'chaser':
      return chaserWords(section, telling);
    case 'questions':
      return questionsWords(section, telling);
    case 'receipt':
      return receiptWords(section, telling);
    case 'announced':
      return announcedWords(section, telling);
    case 'correction':
      return correctionWords(section, telling);
    case 'others-did':
      return othersDidWords(section, telling);
    case 'statutory':
      return statutoryWords(section, telling);
  }
}

function aboutOne(facts: ReportsEmail): EmailContent {
  const [section] = facts.sections;
  const words = wordsOf(section, tellingOf(facts));
  if (section.reader.as === 'copy') {
    return writeLetter(facts, {
      subject: `${words.subject} (copy)`,
      shortSubject: words.shortSubject === undefined ? undefined : `${words.shortSubject} (copy)`,
      blocks: [...whatChanged(facts), ...words.copy, ...nothingIsAsked(section), writeSignature(facts)],
      actBy: words.actBy,
    });
  }
  return writeLetter(facts, {
    subject: words.subject,
    shortSubject: words.shortSubject,
    blocks: [
      ...whatChanged(facts),
      ...words.letter,
      writeSignature(facts, { copied: section.reader.copied }),
    ],
    actBy: words.actBy,
  });
}

/** Takes back first what we told the reader and what is no longer so. */
function whatChanged({ changes, today }: ReportsEmail): Block[] {
  return changes.flatMap((change) => changeBlocks(change, today));
}

/** Says what a copy is for. It is to be read. If the addressee cannot answer, the reader can save the request. */
function nothingIsAsked({ reader }: Section): Block[] {
  if (reader.as !== 'copy') return [];
  const copy = `This is a copy of our email to ${reader.of}. You do not need to do anything.`;
  if (reader.link === undefined) return [paragraph(copy)];
  return [
    paragraphWithLink(`${copy} If they cannot answer, you can take it on, or say who should`, reader.link),
  ];
}

function aboutSeveral(facts: ReportsEmail): EmailContent {
  const { sections } = facts;
  const telling = tellingOf(facts);
  const [first] = sections;
  const addressed = sections.filter((section) => section.reader.as === 'addressee');
  // A date that has passed must not hide one to come.
  const earliest = earliestOf(sections, facts.today);
  return writeLetter(facts, {
    ...subjectsOfSeveral(sections, { words: wordsOf(first, telling), earliest, today: facts.today }),
    blocks: [
      ...introduction(sections),
      ...whatChanged(facts),
      ...sections.flatMap((section, at) => [
        ...headingOf(section, sections[at - 1]),
        ...underItsHeading(section, telling),
      ]),
      ...closing(addressed, telling),
      ...(addressed.length < sections.length ? [aboutCopies] : []),
      writeSignature(facts, { copied: copiedOnAll(addressed) }),
    ],
    actBy: askBy({ by: earliest, today: facts.today }).actBy,
  });
}

const aboutCopies = paragraph(
  'If we asked someone else, this is your copy. You do not need to do anything. If they cannot answer, use its link to take it on, or to say who should.',
);

/** Says once what is true for all sections. */
function closing(addressed: readonly Section[], { voice, today }: Telling): Block[] {
  const [asking] = addressed.filter(asksForAnswers);
  if (asking !== undefined) {
    const ringOn = addressed.every((section) => 'ringOn' in section) ? earliestOf(addressed) : undefined;
    return [
      paragraph(usefulAnswers),
      paragraph(asking.report.care),
      paragraph('Need more time, sent it another way, or not for you? Each page lets you say so.'),
      ...(ringOn === undefined
        ? []
        : [
            paragraph(
              `If we have not heard${promiseBy({ by: ringOn, today }, 'in the next few days')}, ${voice.i} will ring you.`,
            ),
          ]),
    ];
  }
  return addressed.some(({ kind }) => kind === 'dates')
    ? [
        paragraph(
          'You do not need to do anything today. Not the right person? Reply with the name of who is.',
        ),
      ]
    : [];
}

/** Tells whether a section asks its reader for answers on the form. */
function asksForAnswers({ kind }: Section): boolean {
  return kind === 'request' || kind === 'reminder' || kind === 'chaser' || kind === 'questions';
}

function introduction(sections: NonEmpty<Section>): Block[] {
  const reports = reportsIn(sections).length;
  if (reports === 1) return [];
  const links = sections.filter((section) => section.reader.link !== undefined).length;
  return [
    paragraph(
      `This email is about ${reports} reports on ${sections[0].report.bodyName}.${links > 1 ? ' Each has its own link.' : ''}`,
    ),
  ];
}

function headingOf(section: Section, previous: Section | undefined): Block[] {
  const text = titleOf(section.report);
  return previous !== undefined && titleOf(previous.report) === text ? [] : [heading(text)];
}

function titleOf(report: Report): string {
  const { subject, document, publishedOn } = report;
  return `${capitalise(subject)} ${document.short} ${document.published} on ${formatDate(publishedOn)}`;
}

function underItsHeading(section: Section, telling: Telling): readonly Block[] {
  const words = wordsOf(section, telling);
  return section.reader.as === 'copy'
    ? [paragraphWithLink(words.briefCopy, section.reader.link)]
    : words.brief;
}

/** Returns who has a copy of every section. The email names only them. */
function copiedOnAll(sections: readonly Section[]) {
  const [first, ...others] = sections.map(({ reader }) => (reader.as === 'addressee' ? reader.copied : []));
  return (first ?? []).filter((role) => others.every((roles) => roles.some(({ id }) => id === role.id)));
}

/** Writes the subject from the most urgent news. "(and 1 more report)" says that there is more. */
function subjectsOfSeveral(
  sections: NonEmpty<Section>,
  { words, earliest, today }: { words: SectionWords; earliest: PlainDate | undefined; today: PlainDate },
): { subject: string; shortSubject?: string } {
  const [first] = sections;
  const same = sections.filter((section) => section.news === first.news);
  const reports = reportsIn(same).length;
  const more = reportsIn(sections).length - reports;
  const copy = sections.every(({ reader }) => reader.as === 'copy') ? ' (copy)' : '';
  const end = `${more > 0 ? ` (and ${more} more ${more === 1 ? 'report' : 'reports'})` : ''}${copy}`;
  if (reports > 1) {
    const several = {
      sections: same,
      count: reports,
      reports: `${reports} ${shortName(first.report)} reports`,
    };
    return { subject: `${words.severalSubject({ ...several, earliest, today })}${end}` };
  }
  return {
    subject: `${words.subject}${end}`,
    ...(words.shortSubject === undefined ? {} : { shortSubject: `${words.shortSubject}${end}` }),
  };
}

function reportsIn(sections: readonly Section[]): Report[] {
  return [...new Map(sections.map(({ report }) => [titleOf(report), report])).values()];
}

/** Returns the earliest date to act by. With `from`, it leaves out dates before that day. */
function earliestOf(sections: readonly Section[], from?: PlainDate): PlainDate | undefined {
  let earliest: PlainDate | undefined;
  for (const section of sections) {
    const by = 'ringOn' in section ? section.ringOn : 'by' in section ? section.by : undefined;
    if (by === undefined || (from !== undefined && isBefore(by, from))) continue;
    if (earliest === undefined || isBefore(by, earliest)) earliest = by;
  }
  return earliest;
}
