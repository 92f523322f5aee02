import { parseCookie, type Cookies } from 'cookie';
import * as z from 'zod';
import { LARGEST_BODY, LARGEST_FORM } from '../../shared/domain/form/form.ts';
import { tidyLine } from '../../shared/domain/visible-text.ts';
import { ServiceError } from '../../shared/errors.ts';

/** The parts of an API Gateway event that the form reads, payload format 2.0. */
const eventSchema = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  cookies: z.array(z.string()).default([]),
  headers: z.record(z.string(), z.string().optional()),
  requestContext: z.object({
    http: z.object({ method: z.string() }),
  }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

export interface FormRequest {
  /** HEAD is handled like GET, but without a body in the answer. */
  readonly method: 'GET' | 'POST' | 'other';
  readonly isHead: boolean;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly cookies: Cookies;
  /** The headers by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  fields(): Promise<FormFields>;
}

interface UploadedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The fields of a form that was sent. A field that is missing reads as empty. */
export interface FormFields {
  readonly names: readonly string[];
  one(name: string): string;
  all(name: string): readonly string[];
  file(name: string): UploadedFile | undefined;
}

const MOST_FIELDS = 300;

/**
 * Reads a request to the form.
 *
 * @throws ServiceError `bad-input` if it is not an event of an HTTP API.
 */
export function parseRequest(event: unknown): FormRequest {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new ServiceError('bad-input', 'This is not an event of an HTTP API.');
  const { rawPath, rawQueryString, cookies, headers, requestContext, body, isBase64Encoded } = parsed.data;
  const { method } = requestContext.http;
  const content = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  let read: Promise<FormFields> | undefined;
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value ?? '']));
  return {
    method: method === 'HEAD' || method === 'GET' ? 'GET' : method === 'POST' ? 'POST' : 'other',
    isHead: method === 'HEAD',
    path: rawPath,
    query: new URLSearchParams(rawQueryString),
    cookies: parseCookie(cookies.join('; ')),
    headers: byName,
    fields: () => (read ??= readFields(content, byName.get('content-type') ?? '')),
  };
}

async function readFields(content: Buffer, contentType: string): Promise<FormFields> {
  const isUpload = contentType.startsWith('multipart/form-data');
  if (content.length > (isUpload ? LARGEST_BODY : LARGEST_FORM)) {
    throw new ServiceError(
      'too-large',
      'The form or its file is too large. Send less text or a smaller file.',
    );
  }
  return isUpload ? readUpload(content, contentType) : readText(content);
}

function readText(content: Buffer): FormFields {
  // Bytes that are not UTF-8 become replacement characters, as they would in any browser.
  return fieldsOf([...new URLSearchParams(content.toString('utf8'))], new Map());
}

async function readUpload(content: Buffer, contentType: string): Promise<FormFields> {
  // Load the parser only for a request with a file. Most requests do not have one.
  const parser = await import('@remix-run/multipart-parser');
  const { getMultipartBoundary, parseMultipart } = parser;
  const tooMuch = [
    parser.MaxFileSizeExceededError,
    parser.MaxHeaderSizeExceededError,
    parser.MaxPartsExceededError,
    parser.MaxTotalSizeExceededError,
  ];
  const texts: [string, string][] = [];
  const files = new Map<string, UploadedFile>();
  try {
    const boundary = getMultipartBoundary(contentType) ?? '';
    const limits = { maxFileSize: LARGEST_BODY, maxTotalSize: LARGEST_BODY, maxParts: MOST_FIELDS };
    for (const part of parseMultipart(content, { boundary, ...limits })) {
      const { name = '', filename } = part;
      if (!part.isFile) texts.push([name, part.text]);
      // If no file was chosen, a browser sends an empty file without a name. A file with a name was chosen and is empty.
      else if (part.size > 0 || (filename ?? '') !== '') {
        files.set(name, { name: asNamed(filename ?? ''), content: part.bytes });
      }
    }
  } catch (cause) {
    if (tooMuch.some((kind) => cause instanceof kind)) {
      throw new ServiceError('too-large', 'The form has too many fields, or a field is too long.', { cause });
    }
    throw new ServiceError('bad-input', 'The upload cannot be read.', { cause });
  }
  return fieldsOf(texts, files);
}

/** Removes the path that an old browser sends. Replaces %22, which browsers write for a quotation mark. */
function asNamed(fileName: string): string {
  return tidyLine((fileName.split(/[\\/]/u).at(-1) ?? '').replaceAll('%22', '"'));
}

function fieldsOf(
  entries: readonly (readonly [string, string])[],
  files: ReadonlyMap<string, UploadedFile>,
): FormFields {
  if (entries.length > MOST_FIELDS) throw new ServiceError('too-large', 'The form has too many fields.');
  const values = new Map<string, string[]>();
  for (const [name, typed] of entries) {
    // Browsers send line ends as CR LF. Nothing else is changed.
    const value = typed.replaceAll('\r\n', '\n');
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return {
    names: [...values.keys()],
    one: (name) => values.get(name)?.[0] ?? '',
    all: (name) => values.get(name) ?? [],
    file: (name) => files.get(name),
  };
}
