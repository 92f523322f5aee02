/** What a look at the lines of a mail tells, before anything in it is decoded. */
export interface MailStructure {
  /** What the mail has too much of. It would cost too much to read. */
  readonly excess: 'size' | 'lines' | 'parts' | 'depth' | 'headers' | undefined;
  /** The charset that each text part names, in lower case. It is empty for a part that names none. */
  readonly charsets: readonly string[];
  /** Text that is in no part. It stands before the first boundary, after the last one, below a wrong one, or in headers. */
  readonly outside: string;
}

/** The most that is read. Mail of people stays far below. SES takes mails of at most 40 MB. */
const MOST = {
  bytes: 42 * 1024 * 1024,
  /** Lines that are not encoded. The parser keeps each of them as an object, which takes long. */
  lines: 20_000,
  parts: 1_000,
  depth: 50,
  headerBytes: 512 * 1024,
} as const;

/** The most characters of text outside the parts that are kept. They only show that there are any. */
const MOST_OUTSIDE = 20_000;

/** The text that programs put before the first part. No program shows it. */
const PREAMBLE = /\bmime\b|multi-?part/iu;

interface OpenPart {
  readonly boundary: string;
}

/** Looks at the lines of a mail once. Finds its parts, and stops at the first limit that it is over. */
export function scanStructure(raw: Uint8Array): MailStructure {
  const scan = new Scan();
  if (raw.byteLength > MOST.bytes) scan.excess = 'size';
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let start = 0; start < bytes.length && scan.excess === undefined;) {
    const next = bytes.indexOf(LINE_FEED, start);
    const end = next === -1 ? bytes.length : next;
    scan.line(bytes, start, bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end);
    start = end + 1;
  }
  scan.endOfHeaders();
  return { excess: scan.excess, charsets: scan.charsets, outside: scan.outside() };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const HYPHEN = 0x2d;

class Scan {
  excess: MailStructure['excess'];
  readonly charsets: string[] = [];
  readonly #outside: string[] = [];
  readonly #open: OpenPart[] = [];
  #state: 'headers' | 'part' | 'outside' = 'headers';
  #headers: string[] = [];
  #headerBytes = 0;
  #lines = 0;
  #isEncoded = false;
  #parts = 0;
  #outsideLength = 0;

  line(bytes: Buffer, start: number, end: number): void {
    const isBoundary = end - start > 2 && bytes[start] === HYPHEN && bytes[start + 1] === HYPHEN;
    if (isBoundary && this.#meetsBoundary(bytes.toString('latin1', start + 2, Math.min(end, start + 300))))
      return;
    if (this.#state === 'headers') {
      this.#header(bytes, start, end);
      return;
    }
    if (!this.#isEncoded) this.#lines += 1;
    if (this.#lines > MOST.lines) this.excess = 'lines';
    if (this.#state === 'outside') this.#keepOutside(bytes, start, end);
  }

  #keepOutside(bytes: Buffer, start: number, end: number): void {
    if (this.#outsideLength >= MOST_OUTSIDE) return;
    const text = bytes.toString('utf8', start, Math.min(end, start + MOST_OUTSIDE));
    this.#outside.push(text);
    this.#outsideLength += text.length + 1;
  }

  outside(): string {
    return this.#outside.filter((line) => !PREAMBLE.test(line)).join('\n');
  }

  #header(bytes: Buffer, start: number, end: number): void {
    if (end === start) {
      this.endOfHeaders();
      return;
    }
    this.#headerBytes += end - start;
    if (this.#headerBytes > MOST.headerBytes) this.excess = 'headers';
    else {
      const line = bytes.toString('latin1', start, end);
      this.#headers.push(line);
      // A line that is no header is words, if the blank line above them was lost.
      if (!/^(?:[ \t]|[!-9;-~]{1,200}[ \t]*:|From )/u.test(line)) this.#keepOutside(bytes, start, end);
    }
  }

  /** Reads what the headers of a part say about its content. */
  endOfHeaders(): void {
    if (this.#state !== 'headers') return;
    const fields = this.#headers.join('\n').replace(/\n(?=[ \t])/gu, '');
    this.#headers = [];
    this.#isEncoded = /^content-transfer-encoding[ \t]*:[ \t]*(?:base64|quoted-printable)/imu.test(fields);
    const type = /^content-type[ \t]*:([^\n]*)/imu.exec(fields)?.[1]?.trim() ?? '';
    if (/^multipart\//iu.test(type)) {
      this.#state = 'outside';
      this.#isEncoded = false;
      const boundary = parameterOf(type, 'boundary');
      if (boundary !== '') this.#open.push({ boundary });
      if (this.#open.length > MOST.depth) this.excess = 'depth';
      return;
    }
    this.#state = 'part';
    const isAttached = /^content-disposition[ \t]*:[ \t]*attachment/imu.test(fields);
    if (!isAttached && (type === '' || /^text\/(?:plain|html)\b/iu.test(type))) {
      this.charsets.push(parameterOf(type, 'charset').toLowerCase());
    }
  }

  #meetsBoundary(line: string): boolean {
    const named = line.trimEnd();
    for (let at = this.#open.length - 1; at >= 0; at -= 1) {
      const boundary = this.#open[at]?.boundary ?? '';
      const isEnd = named === `${boundary}--`;
      if (named !== boundary && !isEnd) continue;
      this.endOfHeaders();
      this.#open.length = isEnd ? at : at + 1;
      this.#state = isEnd ? 'outside' : 'headers';
      this.#isEncoded = false;
      this.#parts += 1;
      if (this.#parts > MOST.parts) this.excess = 'parts';
      return true;
    }
    return false;
  }
}

function parameterOf(type: string, name: string): string {
  const [, quoted, plain] =
    new RegExp(String.raw`;[ \t]*${name}[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;]+))`, 'iu').exec(type) ?? [];
  return (quoted ?? plain ?? '').trimEnd();
}
