import { describe, expect, test } from 'vitest';
import { composeEmail } from '../../../shared/wording/compose-email.ts';
import { on, sampleEmails } from '../../wording/sample-emails.ts';
import { isSilent, ourRequest, personsWords, tellWritten } from './written-mail.ts';

const quoted = `\n\n-----Original Message-----\nFrom: Inspectorate follow-up team\nSent: 22 March 2016 10:00\nTo: Shaw\nSubject: By 19 April: Essex six-week response\n\n${ourRequest()}`;
const toBodies =
  /^(?:dates|request|nudge|can we help|still needed|questions|receipt|announced|more time|new link|named|reply|handed|approv|code)/u;

/** Every subject of our emails to a force. */
const ours = Object.entries(sampleEmails)
  .filter(([name]) => toBodies.test(name))
  .flatMap(([, facts]) => [
    composeEmail(facts).subject,
    ...('organisation' in facts ? [composeEmail({ ...facts, today: on('2019-01-01') }).subject] : []),
  ]);

describe('an answer in the subject alone (F28)', () => {
  test.each(personsWords)('is never filed as nothing to do: %s', async (words) => {
    const subject = words.replaceAll('\n', ' ');
    for (const said of [subject, `RE: ${subject}`, `RE: By 19 April: Essex six-week response - ${subject}`]) {
      for (const below of ['', quoted, `Thanks${quoted}`]) {
        const told = await tellWritten({ subject: said, words: below });
        expect(isSilent(told), said).toBe(false);
        if (told.kind === 'unclear' && below !== '')
          expect(['in-the-subject', 'automatic-and-answers'], said).toContain(told.why);
      }
    }
  });

  test('is not assumed when the subject is ours, whatever a program puts before it', async () => {
    expect(ours.length).toBeGreaterThanOrEqual(25);
    for (const subject of new Set(ours)) {
      for (const before of [
        '',
        'RE: ',
        'Re: [EXTERNAL] ',
        'RE: FW: RE: ',
        'AW: ',
        'Ateb: ',
        'Re[2]: ',
        'OFFICIAL: RE: ',
      ]) {
        const told = await tellWritten({ subject: `${before}${subject}`, words: quoted });
        expect([`${before}${subject}`, told.kind]).toEqual([`${before}${subject}`, 'empty']);
      }
    }
  });
});
