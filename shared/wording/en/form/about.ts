import type { PageText } from '../../form-page.ts';

/** Pages about the service itself. docs/accessibility-statement.md says the same. */

export function accessibilityPage(): PageText {
  return {
    title: 'Accessibility statement',
    heading: 'Accessibility statement',
    blocks: [
      {
        kind: 'paragraph',
        text: 'This statement is about the form on which police forces tell the inspectorate how they are getting on with recommendations. It is run by the inspectorate’s follow-up team. We want as many people as possible to be able to use it.',
      },
      { kind: 'paragraph', text: 'You should be able to:' },
      {
        kind: 'list',
        items: [
          'use every part of it with a keyboard alone, or with speech recognition software',
          'read it with a screen reader, at any zoom, and with text twice as large',
          'use it in your own colours and in high contrast',
          'use it on a telephone, and without JavaScript',
        ],
      },
      { kind: 'heading', text: 'How accessible it is' },
      {
        kind: 'paragraph',
        text: 'It is meant to comply with the Web Content Accessibility Guidelines version 2.2 at level AA, as the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 demand. We know of no part that does not. Files that forces attach are not part of it.',
      },
      { kind: 'heading', text: 'How we tested it' },
      {
        kind: 'paragraph',
        text: 'With every change, automatic checks (axe-core) run on every page and every error, at three widths, in a real browser; others complete the form by keyboard alone, without JavaScript, with text at 200% and in forced colours. It has not yet been tested by people who use assistive technology, nor audited independently.',
      },
      { kind: 'heading', text: 'Tell us' },
      {
        kind: 'paragraph',
        text: 'If something does not work for you, or you need it in another form, reply to any of our emails or ring the number in them. We answer within five working days, and take your answers by telephone, letter or email just as gladly.',
      },
      { kind: 'heading', text: 'If you are not content with our answer' },
      {
        kind: 'paragraph',
        text: 'The Equality and Human Rights Commission enforces the regulations. If you are not content with how we respond, contact the Equality Advisory and Support Service.',
      },
      { kind: 'paragraph', text: 'This statement was prepared on 21 November 2026.' },
    ],
  };
}

export function privacyPage(): PageText {
  return {
    title: 'Privacy and cookies',
    heading: 'Privacy and cookies',
    blocks: [
      { kind: 'heading', text: 'Cookies' },
      {
        kind: 'paragraph',
        text: 'We set one cookie, when you open your form. It lets this browser show your answers for up to 14 days, and nothing else. It is strictly necessary, so we do not ask for consent. There is no tracking and no analytics, in the form or in our emails.',
      },
      { kind: 'heading', text: 'What we keep' },
      {
        kind: 'paragraph',
        text: 'Your name, role and work email address; the answers you save and send, with who approved them; and when our emails were accepted by your mail system. We use them for the follow-up of the inspection, as part of our public task.',
      },
      {
        kind: 'paragraph',
        text: 'Please do not name or describe any child or live case, in an answer or in a file.',
      },
      { kind: 'heading', text: 'Who sees it' },
      {
        kind: 'paragraph',
        text: 'The inspectorate’s follow-up team and its inspectors. Saved answers are shown in a new browser only after a code that we email to the person on record. To have your details corrected or erased, reply to any of our emails.',
      },
    ],
  };
}
