import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServiceError } from '../../shared/errors.ts';

export interface InputFile {
  /** The file name without its folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** People do not keep larger lists by hand. */
const MOST_KILOBYTES = 5_000;

/**
 * Reads a file that the admin named. Stops at the limit, because some files never end.
 *
 * @throws ServiceError `bad-input` if it does not exist or cannot be read, `too-large` if it is above the limit.
 */
export async function readInputFile(
  path: string,
  { field, mostKilobytes = MOST_KILOBYTES }: { field: string; mostKilobytes?: number },
): Promise<InputFile> {
  const bytes = await readUpTo(path, { most: mostKilobytes * 1_000 + 1, field });
  if (bytes.byteLength > mostKilobytes * 1_000) {
    const limit = mostKilobytes < 1_000 ? `${mostKilobytes} KB` : `${mostKilobytes / 1_000} MB`;
    throw new ServiceError(
      'too-large',
      `The file ${path} is larger than ${limit}, which is the limit. Split it, or check that it is the right file. Nothing was written.`,
      { field },
    );
  }
  return { name: basename(path), bytes };
}

async function readUpTo(path: string, { most, field }: { most: number; field: string }): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.createReadStream({ end: most - 1 })) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
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
