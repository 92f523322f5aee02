import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServiceError } from '../../shared/errors.ts';

export interface InputFile {
  /** Without its folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @throws ServiceError `bad-input` where there is no such file, or it may not be read. */
export async function readInputFile(path: string, field: string): Promise<InputFile> {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'ENOENT'
        ? 'is not there'
        : code === 'EISDIR'
          ? 'is a folder'
          : `cannot be read (${String(code)})`;
    throw new ServiceError('bad-input', `The file ${path} ${why}. Nothing was written.`, { cause, field });
  }
}
