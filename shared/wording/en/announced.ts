import { paragraph } from '../email-content.ts';
import type { AnnouncedSection } from '../email-facts.ts';
import { formatDays, nameReport, shortName, formatSpan, theReport, type Telling } from './phrases.ts';
import { addresseeName, type SectionWords } from './section-words.ts';

export function announcedWords(section: AnnouncedSection, { voice }: Telling): SectionWords {
  const { report, reader, firstOn, lastOn } = section;
  const when = formatDays(firstOn, lastOn);
  const visit = `We will revisit ${report.bodyName} ${when}, to follow up ${theReport(report)}.`;
  return {
    subject: `${nameReport(report)} revisit: ${formatSpan(firstOn, lastOn)}`,
    severalSubject: ({ count }) => `${shortName(report)} revisit: dates for ${count} reports`,
    letter: [
      paragraph(visit),
      paragraph(
        `You do not need to reply. ${voice.I} will be in touch to arrange the details with you. If these dates would make things difficult, please ${voice.ringMe}.`,
      ),
      paragraph('Please share the dates only with those who need them.'),
    ],
    brief: [paragraph(`We will revisit ${when}.`)],
    copy: [
      paragraph(visit),
      paragraph(
        `${voice.I} will arrange the details with ${addresseeName(reader)}. Please share the dates only with those who need them.`,
      ),
    ],
    briefCopy: `We will revisit ${when}`,
  };
}
