import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingEmail } from '../ports/mailer.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/**
 * The raw message of one email: plain text first, HTML as its alternative, both quoted-printable, so that a short
 * line (a link on its own line, of up to 74 characters) leaves unbroken.
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
    text: withCrLf(email.text),
    html: withCrLf(email.html),
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
function headerMessageId(sesMessageId: string, region: string): string {
  const domain = region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
  return `<${sesMessageId}@${domain}>`;
}

/** The encoder sees the end of a line only in CRLF; after a bare LF it counts on, and breaks a link that would have fitted. */
function withCrLf(text: string): string {
  return text.replaceAll(/\r?\n/gu, '\r\n');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
