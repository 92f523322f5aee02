import { describe, expect, it } from 'vitest';
import { createFencedMailer } from '../../shared/adapters/fenced-mailer.ts';
import type { Mailer, OutgoingEmail } from '../../shared/ports/mailer.ts';

function recordingMailer(): { mailer: Mailer; sentTo: string[] } {
  const sentTo: string[] = [];
  return {
    sentTo,
    mailer: {
      send: (email) => {
        sentTo.push(email.to.address);
        return Promise.resolve({ sesMessageId: 'id' });
      },
    },
  };
}

function emailTo(address: string): OutgoingEmail {
  return {
    mailId: 'mail-1',
    to: { name: 'Lead', address },
    subject: 'Subject',
    text: 'OFFICIAL',
    html: '<p>OFFICIAL</p>',
    thread: [],
    tags: { followup: 'essex', mail: 'mail-1', attempt: '1' },
    answersSomebody: false,
  };
}

describe('the mailer, which outside production writes only to allowed recipients (F13),', () => {
  const cases = [
    { stage: 'production', allowed: '', address: 'lead@essex.example', sent: true },
    { stage: 'local', allowed: '*', address: 'lead@essex.example', sent: true },
    { stage: 'test', allowed: '', address: 'lead@essex.example', sent: false },
    { stage: 'test', allowed: 'tester@inspectorate.example', address: 'lead@essex.example', sent: false },
    {
      stage: 'test',
      allowed: ' a@b.example , Lead@Essex.example',
      address: 'lead@ESSEX.example',
      sent: true,
    },
    { stage: 'test', allowed: '@essex.example', address: 'lead@essex.example', sent: true },
    { stage: 'test', allowed: '@essex.example', address: 'lead@not-essex.example', sent: false },
    { stage: 'test', allowed: '@essex.example', address: 'lead@mail.essex.example', sent: false },
    { stage: 'test', allowed: 'essex.example', address: 'lead@essex.example', sent: false },
    { stage: 'Production', allowed: '', address: 'lead@essex.example', sent: false },
  ];

  it.each(cases.map((one) => ({ ...one, does: one.sent ? 'sends' : 'refuses' })))(
    '$does an email to $address on the stage "$stage" when the list of allowed recipients is "$allowed"',
    async ({ stage, allowed, address, sent }) => {
      const { mailer, sentTo } = recordingMailer();
      const sending = createFencedMailer(mailer, { stage, allowed }).send(emailTo(address));
      if (sent) await sending;
      else await expect(sending).rejects.toMatchObject({ code: 'fenced' });
      expect(sentTo).toEqual(sent ? [address] : []);
    },
  );

  it('names the email and the setting when it refuses, but never the address', async () => {
    const { mailer } = recordingMailer();
    const sending = createFencedMailer(mailer, { stage: 'test', allowed: '' }).send(
      emailTo('lead@essex.example'),
    );
    await expect(sending).rejects.toThrow(/mail-1.*REVISIT_ALLOWED_RECIPIENTS/u);
    await expect(sending).rejects.not.toThrow(/essex/u);
  });
});
