import { goneWords, saysAddressIsGone } from './permanence.ts';
import { headerValue, type ReceivedMessage } from './received-message.ts';

/** What a mail system reports about one of our emails. */
export interface DeliveryReport {
  readonly outcome: DeliveryOutcome;
  /** The address that the report is about, if it gives one. */
  readonly recipient?: string;
  /** The Message-ID of the email that the report is about, without angle brackets. */
  readonly aboutMessageId?: string;
  /** The status code and the text after it, such as "5.1.1 user unknown". Addresses are removed. */
  readonly reason: string;
}

/**
 * What happened to the email.
 *
 * - `no-such-address`: nothing will ever arrive there.
 * - `refused`: this email did not arrive.
 * - `delayed`: it may still arrive.
 */
export type DeliveryOutcome = 'no-such-address' | 'refused' | 'delayed' | 'delivered';

const DAEMON =
  /^(?:mailer-daemon|mail-daemon|postmaster|mail-?deliver[a-z-]*|microsoftexchange[0-9a-f]*|mdaemon|noreply-bounce|bounces?|mail delivery (?:sub)?system)(?:[+@=-]|$)/iu;
const DAEMON_NAME =
  /mail delivery|mailer[- ]daemon|postmaster|delivery subsystem|microsoft outlook|mail administrator/iu;

const FAILURE_SUBJECT =
  /\b(?:undeliver(?:able|ed)|un?deliverable|nondeliverable|non[- ]?delivery|delivery (?:status notification|failure|failed|has failed|report|delayed|incomplete|notification)|delivery of .{0,40}(?:failed|delayed)|mail delivery (?:failed|failure)|returned (?:mail|e-?mail|to sender)|failure notice|failed mail|message (?:not delivered|could not be delivered|undeliverable|delayed)|mail could not be delivered|could not be delivered|not delivered|could not send message|rejected:)/iu;

const FAILURE_TEXT =
  /\b(?:delivery (?:to (?:the following|these) recipients?|has) (?:or groups )?(?:has )?(?:failed|been delayed)|(?:could|can) ?not be delivered|(?:was|were) not delivered|unable to deliver|undeliverable|couldn['’]t be delivered|recipient address rejected|user unknown|unknown user|no such (?:user|recipient|mailbox)|does not exist|mailbox (?:unavailable|is full|full|not found)|over quota|permanent(?: fatal)? (?:error|failure)|temporary failure|this is a permanent error|message delivery failed|i wasn['’]t able to deliver|will keep trying|has not (?:yet )?been delivered)/iu;

/** Matches a server's codes, such as "550 5.1.1", in a text in any language. */
const REFUSAL = /\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b/u;

/**
 * Reads what a mail system reports about each recipient. Returns undefined if the email is not a report. It reads
 * reports by RFC 3464, and the free-form reports that servers write. An empty envelope sender does not make a report,
 * because relays also put it on what people write.
 */
export function readDeliveryReports(
  message: ReceivedMessage,
): readonly [DeliveryReport, ...DeliveryReport[]] | undefined {
  if (message.report?.kind === 'delivery-status') return standardReports(message.report, message);
  return isFromDaemon(message) ? [freeFormReport(message)] : undefined;
}

function isFromDaemon(message: ReceivedMessage): boolean {
  if (headerValue(message, 'x-failed-recipients') !== undefined) return true;
  const from = message.from[0];
  const isDaemon = from === undefined || DAEMON.test(from.address) || DAEMON_NAME.test(from.name);
  return (
    isDaemon &&
    (FAILURE_SUBJECT.test(message.subject) ||
      FAILURE_TEXT.test(message.text) ||
      REFUSAL.test(message.text)) &&
    !/^auto(?:matic)?[ -]?reply/iu.test(message.subject)
  );
}

function standardReports(
  report: NonNullable<ReceivedMessage['report']>,
  message: ReceivedMessage,
): [DeliveryReport, ...DeliveryReport[]] {
  const groups = report.fields.split(/\r?\n\s*\r?\n/u).map(fieldsOf);
  const [first = new Map<string, string>(), ...more] = groups.filter(
    (group) => group.has('action') || group.has('final-recipient'),
  );
  const aboutMessageId = messageIdIn(report.returnedHeaders) ?? messageIdIn(message.text);
  const read = (group: ReadonlyMap<string, string>): DeliveryReport => ({
    ...recipientReport(group, message),
    aboutMessageId,
  });
  return [read(first), ...more.map(read)];
}

function recipientReport(
  group: ReadonlyMap<string, string>,
  { text }: ReceivedMessage,
): Omit<DeliveryReport, 'aboutMessageId'> {
  const status = /[245]\.\d{1,3}\.\d{1,3}/u.exec(group.get('status') ?? '')?.[0];
  const diagnostic = group.get('diagnostic-code') ?? '';
  const action = (group.get('action') ?? 'failed').trim().toLowerCase();
  return {
    outcome: outcomeOf({ action, status, text: diagnostic === '' ? text : diagnostic }),
    recipient:
      addressIn(group.get('original-recipient') ?? '') ?? addressIn(group.get('final-recipient') ?? ''),
    reason: reasonOf({ status, text: diagnostic }),
  };
}

/** Matches the start of the email that the report is about. */
const RETURNED =
  /^-{2,60} ?(?:this is a copy|below this line|original message|(?:unsent )?message (?:follows|header)|returned|the following)|^received: from|^return-path:/imu;

function freeFormReport(message: ReceivedMessage): DeliveryReport {
  const { text, subject } = message;
  const returned = text.search(RETURNED);
  const said = returned === -1 ? text : text.slice(0, returned);
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/u.exec(said)?.[0];
  const isDelay =
    /\bdelayed\b|has not (?:yet )?been delivered|will keep trying|do(?:es)? not need to (?:re)?send|warning/iu.test(
      `${subject}\n${said}`,
    ) && !/permanent|giving up|gave up|cannot be delivered|failed/iu.test(said);
  return {
    outcome: outcomeOf({ action: isDelay ? 'delayed' : 'failed', status, text: said }),
    recipient: addressIn(headerValue(message, 'x-failed-recipients') ?? '') ?? addressIn(said),
    aboutMessageId:
      messageIdIn(message.report?.returnedHeaders ?? '') ?? messageIdIn(text) ?? message.answers[0],
    reason: reasonOf({ status, text: said }),
  };
}

const FULL =
  /\b(?:mailbox (?:is )?full|over quota|quota exceeded|exceeded (?:its |the )?(?:storage|quota))/iu;

function outcomeOf({
  action,
  status,
  text,
}: {
  action: string;
  status: string | undefined;
  text: string;
}): DeliveryOutcome {
  if (action === 'delayed') return 'delayed';
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'delivered';
  return saysAddressIsGone({ status, text }) ? 'no-such-address' : 'refused';
}

const LONGEST_REASON = 120;

/** Builds the reason from a code and known phrases. It must not contain an address. */
function reasonOf({ status, text }: { status: string | undefined; text: string }): string {
  const basic = /\b[45]\d\d\b(?=[ -])/u.exec(text)?.[0];
  const words = FULL.exec(text)?.[0] ?? goneWords(text) ?? '';
  const wording = ADDRESS.test(words) ? '' : words.replace(/\s+/gu, ' ').toLowerCase();
  return (
    [status ?? basic, wording]
      .filter((part) => part !== undefined && part !== '')
      .join(' ')
      .slice(0, LONGEST_REASON) || 'not delivered'
  );
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\r?\n[\t ]+/gu, ' ').split(/\r?\n/u)) {
    const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/u.exec(line) ?? [];
    if (name !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value ?? '');
  }
  return fields;
}

const ADDRESS = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/iu;

function addressIn(text: string): string | undefined {
  return ADDRESS.exec(text)?.[0].toLowerCase();
}

function messageIdIn(text: string): string | undefined {
  return /^[ \t>]{0,9}message-id:[ \t]{0,9}<?([^\s<>@]{1,200}@[^\s<>@]{1,200})>?[ \t]*$/imu.exec(text)?.[1];
}
