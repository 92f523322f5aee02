import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequest, type FormFields } from '../../../functions/progress-form/request.ts';
import { ServiceError } from '../../../shared/errors.ts';

const boundary = '----WebKitFormBoundary7MA4YWxk';
const upload = [
  `--${boundary}`,
  'Content-Disposition: form-data; name="next"',
  '',
  'form',
  `--${boundary}`,
  'Content-Disposition: form-data; name="file"; filename="plan.pdf"',
  'Content-Type: application/pdf',
  '',
  '%PDF-1.7 plan',
  `--${boundary}--`,
  '',
].join('\r\n');

/** Returns what was read of a request, or the problem if it cannot be read. */
async function read(body: Uint8Array, contentType: string): Promise<FormFields | ServiceError> {
  const request = parseRequest({
    rawPath: '/form/plan',
    headers: { 'content-type': contentType },
    requestContext: { http: { method: 'POST' } },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  });
  try {
    return await request.fields();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

describe('an upload', () => {
  it('is read with its fields and its file', async () => {
    const fields = await read(Buffer.from(upload), `multipart/form-data; boundary=${boundary}`);
    if (fields instanceof ServiceError) throw fields;
    expect(fields.one('next')).toBe('form');
    expect(fields.file('file')?.name).toBe('plan.pdf');
  });

  it('counts as no file when its part has no file name', async () => {
    const nameless = upload.replace('; filename="plan.pdf"', '').replace('%PDF-1.7 plan', '');
    const octets = nameless.replace('application/pdf', 'application/octet-stream');
    const fields = await read(Buffer.from(octets), `multipart/form-data; boundary=${boundary}`);
    expect(fields instanceof ServiceError ? fields : fields.file('file')).toBeUndefined();
  });

  it('is read or refused with an error value when it is damaged, and never throws or hangs', async () => {
    const damage = fc.record({
      at: fc.nat({ max: upload.length }),
      length: fc.nat({ max: 60 }),
      instead: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom(
          '\r\n',
          '--',
          `--${boundary}`,
          '\0',
          "; filename*=utf-8''%zz",
          'Content-Type: application/octet-stream',
        ),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(boundary, 'other', '', '"'),
        async (each, declared) => {
          let text = upload;
          for (const { at, length, instead } of each)
            text = text.slice(0, at) + instead + text.slice(at + length);
          await read(Buffer.from(text), `multipart/form-data; boundary=${declared}`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
