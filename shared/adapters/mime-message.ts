import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingEmail } from '../ports/mailer.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/**
 * The raw message of one email: plain text first, HTML as its alternative, both quoted-printable, so that a line of up
 * to 76 characters (a link on its own line) leaves unbroken.
 *
 * No `X-Auto-Response-Suppress`: an out-of-office tells us that nobody reads the request. SES replaces `Message-ID` and
 * `Date`, so neither is relied upon.
 */
export async function mimeMessage(
  email: OutgoingEmail,
  options: { from: Sender; region: string },
): Promise<Uint8Array> {
  const thread = email.thread.map((sesMessageId) => headerMessageId(sesMessageId, options.region));
  const previous = thread.at(-1);
  const composer = new MailComposer({
    from: { name: options.from.name, address: options.from.address },
    to: { name: email.to.name, address: email.to.address },
    replyTo: email.replyTo,
    subject: email.subject,
    messageId: `<${email.mailId}@${domainOf(options.from.address)}>`,
    inReplyTo: previous,
    references: previous === undefined ? undefined : thread,
    headers: { 'Auto-Submitted': email.answersSomebody ? 'auto-replied' : 'auto-generated' },
    text: email.text,
    html: email.html,
    encoding: 'quoted-printable',
    newline: 'win',
    baseBoundary: email.mailId,
    // A text that looks like a path or an address must never make the composer fetch something.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The `Message-ID` under which SES sends what it knows by `sesMessageId`; us-east-1, its first region, has its own domain. */
export function headerMessageId(sesMessageId: string, region: string): string {
  const domain = region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
  return `<${sesMessageId}@${domain}>`;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
