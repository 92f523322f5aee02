import type { FileFate, MailFile } from '../../domain/replies/incoming-mail.ts';
import { formatCount, joinWithAnd } from './phrases.ts';

const whyRefused: Readonly<Partial<Record<FileFate, string>>> = {
  'type-not-allowed': 'we do not take files of this type',
  'too-large': 'a file is too large',
  'too-many': 'there were too many files',
};

/** Returns why files were refused, each reason once. It names no file, because a name may say something about a case. */
export function whyFilesWereRefused(files: readonly MailFile[]): string[] {
  return [...new Set(files.map(({ fate }) => whyRefused[fate] ?? 'we could not keep it'))];
}

/** The most files that an email names. */
const MOST_NAMED = 5;

/** Names refused files, each with the reason. For example: "plan.exe" (we do not take files of this type). */
export function nameRefusedFiles(files: readonly MailFile[]): string {
  const named = files
    .slice(0, MOST_NAMED)
    .map(
      ({ name, fate }) => `"${name.replaceAll('"', "'")}" (${whyRefused[fate] ?? 'we could not keep it'})`,
    );
  const more = files.length - named.length;
  return joinWithAnd([
    ...named,
    ...(more > 0 ? [formatCount(more, { one: 'more file', many: 'more files' })] : []),
  ]);
}
