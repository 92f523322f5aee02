import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingEmail } from '../ports/mailer.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/**
 * Builds the raw message of one email. Plain text comes first, and HTML is its alternative. Both are quoted-printable,
 * so a line of up to 74 characters stays whole. This matters for a link on a line of its own.
 *
 * The header `X-Auto-Response-Suppress` is left out, because an out-of-office reply tells us that nobody reads the
 * request. SES replaces `Message-ID` and `Date`, so nothing relies on them.
 */
export async function buildMimeMessage(
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
    text: withCrLf(email.text),
    html: withCrLf(email.html),
    encoding: 'quoted-printable',
    newline: 'win',
    baseBoundary: email.mailId,
    // The composer must never fetch something because a text looks like a path or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Returns the `Message-ID` that SES gives to an email. The first region, us-east-1, has a domain of its own. */
function headerMessageId(sesMessageId: string, region: string): string {
  const domain = region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
  return `<${sesMessageId}@${domain}>`;
}

/** Ends each line with CRLF. After a bare LF the encoder counts on and breaks a link that would fit on its line. */
function withCrLf(text: string): string {
  return text.replaceAll(/\r?\n/gu, '\r\n');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
