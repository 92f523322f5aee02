/** A mail as its sender's program composed it, decoded: what every rule about replies reads. */
export interface ReceivedMessage {
  /** In their order, names in lower case, values unfolded and decoded. */
  readonly headers: readonly MessageHeader[];
  /** Usually one. None: the header is missing or no address is in it. */
  readonly from: readonly Mailbox[];
  /** To and Cc, and where the mail was sent on from. */
  readonly addressedTo: readonly string[];
  readonly subject: string;
  /** Without angle brackets. */
  readonly messageId?: string;
  /** The message ids that it answers, without angle brackets: of In-Reply-To, then of References, the newest first. */
  readonly answers: readonly string[];
  /** The plain text, or what the HTML says; what others wrote before is still in it. */
  readonly text: string;
  /** What its other form says, where a mail comes both as plain text and as HTML: the two need not say the same. */
  readonly otherText?: string;
  /** Text that is in the mail and that no mail program shows: hidden, or behind a tag that never ends. */
  readonly unshown: string;
  /** What somebody attached, without pictures of a signature and parts that only programs read. */
  readonly files: readonly ReceivedFile[];
  readonly report?: MessageReport;
  readonly calendar?: CalendarPart;
  /** `encrypted`: readable only with a key that we do not have; `broken`: it has a body of which nothing could be decoded. */
  readonly readable: 'yes' | 'encrypted' | 'broken';
}

export interface CalendarPart {
  /** REQUEST, REPLY, COUNTER, CANCEL; empty where it names none. */
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

/** What a mail system reports about another mail (RFC 3462). */
export interface MessageReport {
  /** `other`: a report of another type, for example about abuse. */
  readonly kind: 'delivery-status' | 'disposition-notification' | 'other';
  /** The text of its `message/delivery-status` or `message/disposition-notification` part. */
  readonly fields: string;
  /** The headers of the mail it is about, as far as they came back. */
  readonly returnedHeaders: string;
}

export function headerValue(message: Pick<ReceivedMessage, 'headers'>, name: string): string | undefined {
  return message.headers.find((header) => header.name === name)?.value;
}

/** Whether two mails have the same words and the same files, whatever servers added to them on the way. */
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
