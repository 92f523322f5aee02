import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createField,
  fieldValues,
  readRawMessage,
  formatRfc5322Date,
  removeFields,
  writeRawMessage,
} from '../../local/raw-message.ts';

describe('a raw message in the local mail server', () => {
  test('stays the same, byte for byte, when it is only read and written', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const raw = Buffer.concat([Buffer.from('From: a@b.example\r\nX-Long: one\r\n two\r\n\r\n'), body]);
        expect(writeRawMessage(readRawMessage(raw))).toEqual(raw);
      }),
    );
  });

  test('keeps the bytes of another charset in its headers', () => {
    const raw = Buffer.from('Subject: W\xFEn\r\n\r\n', 'latin1');
    expect(writeRawMessage(readRawMessage(raw))).toEqual(raw);
  });

  test('may have bare line feeds, and its headers are written with carriage returns', () => {
    const message = readRawMessage(Buffer.from('To: a@b.example\nSubject: x\n y\n\nbody\n'));
    expect(fieldValues(message, 'subject')).toEqual(['x y']);
    expect(writeRawMessage(message).toString()).toBe('To: a@b.example\r\nSubject: x\r\n y\r\n\r\nbody\n');
  });

  test('loses a removed header field with all its folded lines, and no other field', () => {
    const message = readRawMessage(
      Buffer.from('Date: one\r\n two\r\nX-Date: kept\r\nDATE: three\r\n\r\nDate: in the body'),
    );
    expect(writeRawMessage(removeFields(message, ['Date'])).toString()).toBe(
      'X-Date: kept\r\n\r\nDate: in the body',
    );
  });

  test('has a new header field after one is added', () => {
    const message = readRawMessage(Buffer.from('To: a@b.example\r\n\r\n'));
    const added = { ...message, fields: [createField('Message-ID', '<1@x>'), ...message.fields] };
    expect(fieldValues(added, 'message-id')).toEqual(['<1@x>']);
  });

  test('is all headers when it has no body and no blank line', () => {
    expect(fieldValues(readRawMessage(Buffer.from('To: a@b.example')), 'to')).toEqual(['a@b.example']);
  });
});

test('gets its date in the form that mail servers write', () => {
  expect(formatRfc5322Date(Date.UTC(2016, 6, 14, 9, 0, 1))).toBe('Thu, 14 Jul 2016 09:00:01 +0000');
});
