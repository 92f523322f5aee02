import type { PlainDate } from '../../../domain/dates.ts';
import type { Organisation } from '../../../domain/organisation.ts';
import type { RoundRule } from '../../../domain/programme.ts';
import type { Report, Signatory } from '../../email-facts.ts';
import { askBy } from '../ask-by.ts';
import type { Block } from '../../form-page.ts';

/** The words around the content of every page of the form. */
export const common = {
  organisation: 'Inspectorate follow-up team',
  service: 'Progress on inspection recommendations',
  skipLink: 'Skip to main content',
  errorSummary: 'There is a problem',
  errorPrefix: 'Error',
  tooLarge: 'What you typed is longer than we can take on one page. Shorten it, then send it again',
  charactersAllowed: 'You can enter up to %{count} characters',
  important: 'Important',
  warning: 'Warning',
  back: 'Back',
  backTo: 'Previous page',
  simulatedTag: 'SIMULATED',
  simulatedText: 'Everything here is invented. Nothing is about real people.',
  footerHeading: 'About this service',
  footerLinks: [
    { text: 'Accessibility statement', href: '/accessibility' },
    { text: 'Privacy and cookies', href: '/privacy' },
  ],
  marking: 'OFFICIAL-SENSITIVE once answers are filled in',
} as const;

/** Returns e.g. "Error: Recommendation 1 – Progress on inspection recommendations". */
export function browserTitle(title: string, { hasErrors }: { hasErrors: boolean }): string {
  return `${hasErrors ? `${common.errorPrefix}: ` : ''}${title} – ${common.service}`;
}

/** The facts that the sentences of a form need. */
export interface FormFacts {
  readonly report: Report;
  readonly round: RoundRule;
  readonly by: PlainDate;
  readonly today: PlainDate;
  readonly asked: number;
  /** Whether the form shows the last answers. */
  readonly prefilled: boolean;
  readonly organisation: Organisation;
  readonly owner: Signatory | undefined;
  /** The name of the role with a shared mailbox, such as "inspection liaison officer", if there is one. */
  readonly mailbox: string | undefined;
}

/** The words for `counted`. */
export const answersWord = { one: 'answer', many: 'answers' };

export const usefulAnswers = '“Not started” and “we don’t know yet” are useful answers.';

/** Returns e.g. "Essex Police: six-week response". */
export function captionOf({ report, round }: FormFacts): string {
  return `${report.bodyName}: ${round.name}`;
}

export function whoToAsk(owner: Signatory | undefined): string {
  if (owner === undefined) return 'Questions? Reply to the email that brought you here.';
  return `Questions? Ring ${owner.name}, follow-up team, on ${owner.telephone}, or reply to the email that brought you here.`;
}

export function dueBlock(facts: FormFacts): Block {
  const { byDate, late } = askBy(facts);
  return { kind: 'paragraph', text: late === '' ? `Please send it${byDate}.` : late.trimStart() };
}
