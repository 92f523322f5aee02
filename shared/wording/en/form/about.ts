import type { PrivacySettings } from '../../../domain/privacy/retention.ts';
import type { PageText } from '../../form-page.ts';

/** Pages about the service itself. docs/accessibility-statement.md repeats the first one. */

export function accessibilityPage(): PageText {
  return {
    title: 'Accessibility statement',
    heading: 'Accessibility statement',
    blocks: [
      {
        kind: 'paragraph',
        text: 'This statement is about the form where police forces report their progress on the inspectorate’s recommendations. The inspectorate’s follow-up team runs the form. We want as many people as possible to be able to use it.',
      },
      { kind: 'paragraph', text: 'You should be able to:' },
      {
        kind: 'list',
        items: [
          'use every part of the form with only a keyboard, or with speech recognition software',
          'read the form with a screen reader, at any zoom, or with text twice as large',
          'use your own colours, or high contrast',
          'use the form on a mobile phone, or without JavaScript',
        ],
      },
      { kind: 'heading', text: 'How accessible this form is' },
      {
        kind: 'paragraph',
        text: 'The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 apply to this form. We designed the form to comply with the Web Content Accessibility Guidelines version 2.2 at level AA. We do not know of any part that does not comply. This statement does not cover files that forces attach.',
      },
      { kind: 'heading', text: 'How we tested this form' },
      {
        kind: 'paragraph',
        text: 'We run automatic checks in a real browser. Each night, one set of checks (axe-core) looks at every page and every error, at three widths. We run some of these checks each time we change the form. Other checks complete the form with only a keyboard, or without JavaScript. Others use pages of the form with text at 200% and in forced colours. People who use assistive technology have not tested the form yet. No independent auditor has checked it.',
      },
      { kind: 'heading', text: 'Tell us about a problem' },
      {
        kind: 'paragraph',
        text: 'Tell us if something does not work for you, or if you need the form in another format. Reply to any of our emails, or ring the number in them. We will answer within five working days. You can also give us your answers by telephone, letter or email.',
      },
      { kind: 'heading', text: 'If you are not happy with our answer' },
      {
        kind: 'paragraph',
        text: 'If you are not happy with how we respond, contact the Equality Advisory and Support Service. The Equality and Human Rights Commission enforces the regulations.',
      },
      { kind: 'paragraph', text: 'We prepared this statement on 21 November 2026.' },
    ],
  };
}

/** Writes the privacy notice: who is responsible, what for, how long, and which rights people have (UK GDPR, article 13). */
export function privacyPage({ controller, contact, months }: PrivacySettings): PageText {
  return {
    title: 'Privacy and cookies',
    heading: 'Privacy and cookies',
    blocks: [
      { kind: 'heading', text: 'Cookies' },
      {
        kind: 'paragraph',
        text: 'We set one cookie, when you open your form. It lets this browser show your answers for up to 14 days. We use it for nothing else. The cookie is strictly necessary, so we do not ask for your consent. There is no tracking and no analytics in the form or in our emails.',
      },
      { kind: 'heading', text: 'Who is responsible' },
      {
        kind: 'paragraph',
        text:
          controller === undefined
            ? 'The inspectorate that wrote to you is the controller of this information.'
            : `The controller of this information is ${controller}.`,
      },
      {
        kind: 'paragraph',
        text:
          contact === undefined
            ? 'To reach its data protection officer, reply to any of our emails.'
            : `To reach its data protection officer: ${contact}.`,
      },
      { kind: 'heading', text: 'What we keep, and why' },
      {
        kind: 'paragraph',
        text: 'We keep your name, role and work email address. We keep the answers that you save and send, and who approved them. We also record when your mail system accepted our emails. We use this information to follow up the inspection. The law lets us do so as part of our public task (UK GDPR, article 6(1)(e)).',
      },
      {
        kind: 'paragraph',
        text: 'Please do not name or describe any child or live case, in an answer or in a file.',
      },
      { kind: 'heading', text: 'Who sees it' },
      {
        kind: 'paragraph',
        text: 'The inspectorate’s follow-up team and its inspectors see it. We show saved answers in a new browser only after someone enters a code there. We email that code to the person on record.',
      },
      { kind: 'heading', text: 'How long we keep it' },
      {
        kind: 'list',
        items: [
          `emails that you send us, and the text of ours: ${months.mail} months`,
          `answers and files that nobody sends: ${months.unsent} months after they were saved`,
          `your name and address: ${months.people} months after you left the role`,
          'returns that were sent, and the record of what we asked and when: as long as we keep the inspection report',
          'a file that you take off: until the next night, unless a return that was sent lists it',
        ],
      },
      {
        kind: 'paragraph',
        text: 'If a court or an inquiry needs information, we may have to keep it for longer.',
      },
      { kind: 'heading', text: 'Your rights' },
      {
        kind: 'paragraph',
        text: 'You can ask us for a copy of what we hold about you. You can ask us to correct it, to erase it, or to use it for less. You can object to our use of it. Reply to any of our emails, or write to the data protection officer. We decide nothing about you by a computer alone.',
      },
      {
        kind: 'paragraph',
        text: 'If you are not happy with our answer, you can complain to the Information Commissioner’s Office: ico.org.uk/make-a-complaint, telephone 0303 123 1113.',
      },
    ],
  };
}
