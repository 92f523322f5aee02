import type { FileFate, MailFile } from './incoming-mail.ts';
import type { ReceivedFile } from './received-message.ts';

/** Limits on the files that a draft takes from one email. The size is in bytes, for each file. */
const LARGEST_FILE = 25 * 1024 * 1024;
const MOST_FILES = 20;

/**
 * The extensions of documents and pictures. The list leaves out files that run as a program, and pages that a browser
 * would run.
 */
const ALLOWED = new Map([
  ['pdf', 'application/pdf'],
  ['doc', 'application/msword'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xls', 'application/vnd.ms-excel'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['odp', 'application/vnd.oasis.opendocument.presentation'],
  ['rtf', 'application/rtf'],
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
]);

/**
 * A file as Revisit may keep it. Its name has no path, and its type follows from its name. The type that the sender
 * gave does not count.
 */
export interface JudgedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly fate: FileFate;
}

export function judgeFiles(files: readonly ReceivedFile[]): JudgedFile[] {
  let kept = 0;
  return files.map(({ name: given, content }) => {
    const name = safeName(given);
    const contentType = ALLOWED.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
    const fate = fateOf({ contentType, bytes: content.byteLength, kept });
    if (fate === 'kept') kept += 1;
    return { name, contentType: contentType ?? 'application/octet-stream', content, fate };
  });
}

/** Tells whether a file was refused. Its sender may think that we have it. */
export function isRefused({ fate }: MailFile): boolean {
  return fate !== 'kept' && fate !== 'not-filed';
}

/** The most files of one email that are listed. A record in the table has a size. */
const MOST_LISTED = 100;

/** Lists the files of an email. If the email goes into no form, none is kept. */
export function listFiles(judged: readonly JudgedFile[], { filed }: { filed: boolean }): MailFile[] {
  return judged.slice(0, MOST_LISTED).map(({ name, content, fate }) => ({
    name,
    bytes: content.byteLength,
    fate: fate === 'kept' && !filed ? 'not-filed' : fate,
  }));
}

function fateOf({
  contentType,
  bytes,
  kept,
}: {
  contentType: string | undefined;
  bytes: number;
  kept: number;
}): FileFate {
  if (contentType === undefined) return 'type-not-allowed';
  if (bytes > LARGEST_FILE) return 'too-large';
  return kept >= MOST_FILES ? 'too-many' : 'kept';
}

const LONGEST_NAME = 120;

/**
 * Returns a safe name for a file, such as "plan.docx" for "C:\\plans\\plan.docx". It removes characters that control a
 * terminal or reverse the reading direction.
 */
function safeName(given: string): string {
  const last = given.split(/[/\\]/u).at(-1) ?? '';
  const printable = last.replace(/[\p{C}<>:"|?*]/gu, '').trim();
  return printable === '' || /^\.+$/u.test(printable) ? 'attachment' : printable.slice(-LONGEST_NAME);
}
