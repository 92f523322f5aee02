/** One header field of a message, including its folding. */
export interface HeaderField {
  name: string;
  /** The unfolded value. Encoded words stay encoded. */
  value: string;
  lines: string;
}

/** A message as header fields and the bytes after them. Parts that nobody changes keep every byte. */
export interface RawMessage {
  fields: readonly HeaderField[];
  body: Buffer;
}

export function readRawMessage(raw: Buffer): RawMessage {
  const { headerEnd, bodyStart } = findBlankLine(raw);
  // In latin1 each byte is one character, so any charset survives the way back.
  const header = raw.toString('latin1', 0, headerEnd);
  const fields = header
    .split(/\r?\n(?![ \t])/)
    .filter((lines) => lines.trim() !== '')
    .map(readField);
  return { fields, body: raw.subarray(bodyStart) };
}

export function writeRawMessage(message: RawMessage): Buffer {
  const header = message.fields.map((field) => `${field.lines.replaceAll(/\r?\n/g, '\r\n')}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${header}\r\n`, 'latin1'), message.body]);
}

export function createField(name: string, value: string): HeaderField {
  return { name, value, lines: `${name}: ${value}` };
}

export function removeFields(message: RawMessage, names: readonly string[]): RawMessage {
  const unwanted = new Set(names.map((name) => name.toLowerCase()));
  return { ...message, fields: message.fields.filter((field) => !unwanted.has(field.name.toLowerCase())) };
}

export function fieldValues(message: RawMessage, name: string): string[] {
  return message.fields
    .filter((field) => field.name.toLowerCase() === name.toLowerCase())
    .map((field) => field.value);
}

/** Formats an instant as SES and mail servers do: `Thu, 14 Jul 2016 09:00:01 +0000`. */
export function formatRfc5322Date(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toUTCString().replace('GMT', '+0000');
}

function findBlankLine(raw: Buffer): { headerEnd: number; bodyStart: number } {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf !== -1 && (lf === -1 || crlf < lf)) return { headerEnd: crlf, bodyStart: crlf + 4 };
  if (lf !== -1) return { headerEnd: lf, bodyStart: lf + 2 };
  return { headerEnd: raw.length, bodyStart: raw.length };
}

function readField(lines: string): HeaderField {
  const colon = lines.indexOf(':');
  const name = colon === -1 ? lines : lines.slice(0, colon);
  const unfolded = colon === -1 ? '' : lines.slice(colon + 1).replaceAll(/\r?\n(?=[ \t])/g, '');
  return { name: name.trim(), value: Buffer.from(unfolded.trim(), 'latin1').toString('utf8'), lines };
}
