import { addressParser } from 'postal-mime';
import { fieldValues, readRawMessage, type RawMessage } from '../raw-message.ts';
import { SesRefusal } from './ses-refusal.ts';

/** A SendRawEmail call that SES would accept. Its recipients' addresses may still cause a refusal or a bounce. */
export interface SendRequest {
  source: string;
  destinations: readonly string[];
  configurationSet: string | undefined;
  tags: Record<string, string>;
  message: RawMessage;
}

export interface SesAccount {
  configurationSets: readonly string[];
  verifiedDomains: readonly string[];
}

/** The limit for the message as sent, before base64. */
const sizeLimitBytes = 10 * 1024 * 1024;
const recipientLimit = 50;
const tagPattern = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * Reads a SendRawEmail call as SES does.
 *
 * @throws SesRefusal with the code that SES would answer.
 */
export function readSendRequest(parameters: URLSearchParams, account: SesAccount): SendRequest {
  const configurationSet = parameters.get('ConfigurationSetName') ?? undefined;
  if (configurationSet !== undefined && !account.configurationSets.includes(configurationSet)) {
    throw new SesRefusal(
      'ConfigurationSetDoesNotExist',
      `Configuration set <${configurationSet}> does not exist.`,
    );
  }
  const tags = readTags(parameters);
  const message = readMessage(parameters);
  const from = readFrom(message);
  const source = bareAddress(parameters.get('Source') ?? from);
  demandVerified([from, source], account);
  return { source, destinations: readDestinations(parameters, message), configurationSet, tags, message };
}

function readTags(parameters: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const index of memberIndexes(parameters, /^Tags\.member\.(\d+)\./)) {
    const name = parameters.get(`Tags.member.${index}.Name`) ?? '';
    const value = parameters.get(`Tags.member.${index}.Value`) ?? '';
    if (!tagPattern.test(name)) {
      throw new SesRefusal(
        'InvalidParameterValue',
        `Invalid tag name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
      );
    }
    if (!tagPattern.test(value)) {
      throw new SesRefusal(
        'InvalidParameterValue',
        `Invalid tag value <${value}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
      );
    }
    if (name in tags) {
      throw new SesRefusal('InvalidParameterValue', `Duplicate tag name <${name}>.`);
    }
    tags[name] = value;
  }
  return tags;
}

function readMessage(parameters: URLSearchParams): RawMessage {
  const encoded = parameters.get('RawMessage.Data');
  if (encoded === null || encoded === '') {
    throw new SesRefusal('InvalidParameterValue', 'The request must contain the parameter RawMessage.Data.');
  }
  const raw = Buffer.from(encoded, 'base64');
  if (raw.length > sizeLimitBytes) {
    throw new SesRefusal(
      'InvalidParameterValue',
      `Message length is more than ${sizeLimitBytes} bytes long: '${raw.length}'.`,
    );
  }
  return readRawMessage(raw);
}

function readFrom(message: RawMessage): string {
  const values = fieldValues(message, 'From');
  const [value] = values;
  if (value === undefined) throw new SesRefusal('InvalidParameterValue', "Missing required header 'From'.");
  if (values.length > 1) throw new SesRefusal('InvalidParameterValue', "Duplicate header 'From'.");
  return bareAddress(value);
}

/** Returns the given destinations. Only a call without destinations takes them from the headers. */
function readDestinations(parameters: URLSearchParams, message: RawMessage): string[] {
  const given = memberIndexes(parameters, /^Destinations\.member\.(\d+)$/).map(
    (index) => parameters.get(`Destinations.member.${index}`) ?? '',
  );
  const named = ['To', 'Cc', 'Bcc'].flatMap((name) => fieldValues(message, name));
  const destinations =
    given.length > 0
      ? given.map(bareAddress)
      : named.flatMap((value) => addressParser(value, { flatten: true }).map(({ address }) => address ?? ''));
  if (destinations.length === 0) {
    throw new SesRefusal('InvalidParameterValue', 'Provide at least one destination.');
  }
  if (destinations.length > recipientLimit) {
    throw new SesRefusal('MessageRejected', `Recipient count exceeds ${recipientLimit}.`);
  }
  return destinations;
}

function bareAddress(value: string): string {
  const parsed = addressParser(value, { flatten: true });
  const [mailbox] = parsed;
  if (mailbox === undefined || parsed.length > 1) {
    throw new SesRefusal('InvalidParameterValue', 'Illegal address');
  }
  const address = mailbox.address ?? '';
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) {
    throw new SesRefusal('InvalidParameterValue', "Missing final '@domain'");
  }
  // SES does not support internationalised local parts.
  if (!/^[\x21-\x7e]+$/.test(address.slice(0, at))) {
    throw new SesRefusal('InvalidParameterValue', 'Local address contains control or whitespace');
  }
  return address;
}

function demandVerified(senders: readonly string[], account: SesAccount): void {
  const unverified = senders.filter((sender) => {
    const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
    return !account.verifiedDomains.some(
      (verified) => domain === verified || domain.endsWith(`.${verified}`),
    );
  });
  const [failed] = unverified;
  if (failed === undefined) return;
  throw new SesRefusal(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region EU-WEST-2: ${failed}`,
  );
}

function memberIndexes(parameters: URLSearchParams, pattern: RegExp): number[] {
  const indexes = [...parameters.keys()].flatMap((key) => {
    const index = pattern.exec(key)?.[1];
    return index === undefined ? [] : [Number(index)];
  });
  return [...new Set(indexes)].sort((a, b) => a - b);
}
