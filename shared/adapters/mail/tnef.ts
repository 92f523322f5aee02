import type { ReceivedFile } from '../../domain/replies/received-message.ts';

/** Constants of `winmail.dat`, the format in which Outlook wraps files. Source: [MS-OXTNEF]. */
const SIGNATURE = 0x223e9f78;
const LEVEL_ATTACHMENT = 2;
const ATTACHMENT_BEGINS = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_CONTENT = 0x0006800f;
/**
 * Bytes around the content of an attribute: level (1), tag (4) and length (4) before it, and a checksum (2) after it.
 */
const BEFORE_CONTENT = 9;
const AFTER_CONTENT = 2;
const FIRST_ATTRIBUTE = 6;

/** Returns the files in a `winmail.dat`. If it is damaged, returns as many as can be read. */
export function readTnefFiles(content: Uint8Array): Omit<ReceivedFile, 'contentType'>[] {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.byteLength < FIRST_ATTRIBUTE || view.getUint32(0, true) !== SIGNATURE) return [];
  const files: { name: string; content: Uint8Array }[] = [];
  let position = FIRST_ATTRIBUTE;
  while (position + BEFORE_CONTENT <= content.byteLength) {
    const level = view.getUint8(position);
    const tag = view.getUint32(position + 1, true);
    const length = view.getUint32(position + 5, true);
    const start = position + BEFORE_CONTENT;
    if (start + length > content.byteLength) break;
    position = start + length + AFTER_CONTENT;
    if (level !== LEVEL_ATTACHMENT) continue;
    const value = content.subarray(start, start + length);
    if (tag === ATTACHMENT_BEGINS) files.push({ name: 'attachment', content: new Uint8Array() });
    const current = files.at(-1);
    if (current === undefined) continue;
    if (tag === ATTACHMENT_TITLE) current.name = withoutTerminator(value);
    if (tag === ATTACHMENT_CONTENT) current.content = value;
  }
  return files.filter((file) => file.content.byteLength > 0);
}

function withoutTerminator(value: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(value);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}
