import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../../local/make-folder.ts';
import { ServiceError } from '../../shared/errors.ts';

/** Writes a file and makes its folders. @throws ServiceError `bad-input` if that fails. */
export async function writeOutputFile(
  path: string,
  { content, field }: { content: string | Uint8Array; field: string },
): Promise<void> {
  try {
    makeFolder(dirname(path));
    await writeFile(path, content);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new ServiceError(
      'bad-input',
      `The file ${path} cannot be written${why}. Check the folder, or name another file.`,
      { cause, field },
    );
  }
}
