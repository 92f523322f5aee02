/** A decoded email, as its sender's program composed it. Every rule about replies reads it. */
export interface ReceivedMessage {
  /** In their order. Names are in lower case, and values are unfolded and decoded. */
  readonly headers: readonly MessageHeader[];
  /** Usually one. It is empty if the header is missing or without an address. */
  readonly from: readonly Mailbox[];
  /** To and Cc, and the addresses that sent the email on. */
  readonly addressedTo: readonly string[];
  readonly subject: string;
  /** Without angle brackets. */
  readonly messageId?: string;
  /**
   * The ids of the messages that this one answers, without angle brackets. Those from In-Reply-To come first, then
   * those from References, newest first.
   */
  readonly answers: readonly string[];
  /** The plain text or, without one, the text of the HTML. It still has what others wrote before. */
  readonly text: string;
  /** The text of the other form, if an email comes as both plain text and HTML. The two need not say the same. */
  readonly otherText?: string;
  /** Text that no mail program shows, because it is hidden or follows a tag that never ends. */
  readonly unshown: string;
  /** Attached files, without the pictures of a signature and the parts that only programs read. */
  readonly files: readonly ReceivedFile[];
  /** True if it has a picture that is too large for a logo. Its sender may have said everything in it. */
  readonly hasPicture: boolean;
  readonly report?: MessageReport;
  readonly calendar?: CalendarPart;
  /**
   * Whether Revisit can read it.
   *
   * - `encrypted`: it needs a key that we do not have.
   * - `signed-unopened`: its words are inside a signature that could not be opened.
   * - `outlook-only`: its words are in the format of Outlook (TNEF).
   * - `over-limits`: reading it would cost too much. Only its headers were read.
   * - `broken`: it has a body, but what it says could not be decoded.
   */
  readonly readable: 'yes' | UnreadableReason;
}

export type UnreadableReason = 'encrypted' | 'signed-unopened' | 'outlook-only' | 'over-limits' | 'broken';

export interface CalendarPart {
  /** REQUEST, REPLY, COUNTER or CANCEL. It is empty if the part does not name a method. */
  readonly method: string;
  /** Its lines, unfolded. */
  readonly text: string;
}

export interface MessageHeader {
  readonly name: string;
  readonly value: string;
}

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface ReceivedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** What a mail system reports about another email (RFC 3462). */
export interface MessageReport {
  /** `other` is any other type of report, for example about abuse. */
  readonly kind: 'delivery-status' | 'disposition-notification' | 'other';
  /** The text of its `message/delivery-status` or `message/disposition-notification` part. */
  readonly fields: string;
  /** The headers of the email that it is about, as far as they came back. */
  readonly returnedHeaders: string;
}

export function headerValue(message: Pick<ReceivedMessage, 'headers'>, name: string): string | undefined {
  return message.headers.find((header) => header.name === name)?.value;
}

/**
 * Tells whether two emails have the same words and the same files. It ignores what servers added to them on the way.
 */
export function saysTheSame(one: ReceivedMessage, other: ReceivedMessage): boolean {
  const words = ({ text, otherText = '', unshown, calendar }: ReceivedMessage): string =>
    [text, otherText, unshown, calendar?.text ?? ''].map((part) => part.trim()).join('\0');
  return (
    words(one) === words(other) &&
    one.files.length === other.files.length &&
    one.files.every((file, index) => hasSameContent(file, other.files[index]))
  );
}

function hasSameContent({ content }: ReceivedFile, other: ReceivedFile | undefined): boolean {
  return (
    content.byteLength === other?.content.byteLength &&
    content.every((byte, index) => byte === other.content[index])
  );
}
