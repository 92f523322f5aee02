import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ServiceError } from '../../shared/errors.ts';

/** Writes a file that was asked for, with the folders it lies in. @throws ServiceError `bad-input` where it cannot. */
export async function writeOutputFile(
  path: string,
  { content, field }: { content: string | Uint8Array; field: string },
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new ServiceError('bad-input', `The file ${path} cannot be written${why}.`, { cause, field });
  }
}
