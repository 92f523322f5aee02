import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServiceError } from '../../shared/errors.ts';

export interface InputFile {
  /** The file name without its folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a file that the admin named. @throws ServiceError `bad-input` if it does not exist or cannot be read. */
export async function readInputFile(path: string, field: string): Promise<InputFile> {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EISDIR'
          ? 'is a folder'
          : `cannot be read (${String(code)})`;
    throw new ServiceError('bad-input', `The file ${path} ${why}. Nothing was written.`, { cause, field });
  }
}
