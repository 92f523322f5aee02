import * as z from 'zod';
import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';
import type { Programme } from '../../shared/domain/programme.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { Programmes } from '../../shared/ports/programmes.ts';

/** A version of a programme is one stored item, and an item has room for 400 KB. */
const MOST_KILOBYTES = 200;

/** The id of a programme. The command looks it up. */
export const programmeIdInput = z.string().trim().min(1, 'must not be empty.');

/**
 * Reads a programme from a file, before it opens the service. Without a service, the file can be like only the programmes that come with Revisit.
 *
 * @throws ServiceError `bad-input`. It names each wrong place, and says what to write instead.
 */
export async function readProgrammeFile(
  path: string,
  { field, service }: { field: string; service?: () => Promise<{ readonly programmes: Programmes }> },
): Promise<Programme> {
  // What reads and checks a programme is loaded only for a file.
  const [{ readInputFile }, { readProgramme }, { writeProgramme }] = await Promise.all([
    import('./read-file.ts'),
    import('../../shared/contracts/read-programme.ts'),
    import('../../shared/contracts/write-programme.ts'),
  ]);
  const { bytes } = await readInputFile(path, { field, mostKilobytes: MOST_KILOBYTES });
  const versions = (await (await service?.())?.programmes.versions()) ?? [];
  const like = (id: string) => {
    const known = versions.findLast(({ programme }) => programme.id === id)?.programme;
    const base = known ?? shippedProgrammes.get(id);
    return base === undefined ? undefined : writeProgramme(base);
  };
  const read = readProgramme(new TextDecoder().decode(bytes), { like });
  if (read.ok) return read.programme;
  throw new ServiceError('bad-input', `The file ${path} is not a valid programme. Correct these places.`, {
    field,
    particulars: read.faults,
  });
}

/**
 * Finds a programme that comes with Revisit by its id, or reads it from a file. It needs no service.
 *
 * @throws ServiceError `bad-input`.
 */
export async function shippedOrFile(written: string, { field }: { field: string }): Promise<Programme> {
  const shipped = shippedProgrammes.get(written);
  if (shipped !== undefined) return shipped;
  if (/[./]/u.test(written)) return readProgrammeFile(written, { field });
  throw new ServiceError(
    'bad-input',
    `No programme "${written}" comes with Revisit. Use one of ${[...shippedProgrammes.keys()].join(', ')}, or name a file such as ${written}.json.`,
    { field },
  );
}
