import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const envelopeSchema = z.strictObject({
  id: z.string(),
  /** By the local clock. */
  acceptedAt: z.string(),
  source: z.string(),
  destinations: z.array(z.string()),
  configurationSet: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  /** False until every event that SES would have published is published. */
  announced: z.boolean(),
});

/** What the door knows of one accepted mail besides its text. */
export type Envelope = z.infer<typeof envelopeSchema>;

export interface MailStore {
  keep(mail: { envelope: Envelope; raw: Buffer }): Promise<void>;
  markAnnounced(envelope: Envelope): Promise<void>;
  /** Oldest first, by the local clock. */
  list(): Promise<Envelope[]>;
  /** The mail as the recipient would get it. */
  read(id: string): Promise<Buffer>;
}

/** Each accepted mail as `<id>.eml`, and beside it `<id>.json`; without the latter it was never accepted. */
export async function openMailStore(directory: string): Promise<MailStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const pathOf = (id: string, extension: 'eml' | 'json'): string => join(directory, `${id}.${extension}`);
  const writeEnvelope = (envelope: Envelope): Promise<void> =>
    writeWhole(pathOf(envelope.id, 'json'), JSON.stringify(envelope, undefined, 2));

  return {
    keep: async ({ envelope, raw }) => {
      await writeWhole(pathOf(envelope.id, 'eml'), raw);
      await writeEnvelope(envelope);
    },
    markAnnounced: (envelope) => writeEnvelope({ ...envelope, announced: true }),
    list: async () => {
      const files = await readdir(directory);
      const envelopes = await Promise.all(
        files
          .filter((file) => file.endsWith('.json'))
          .map(async (file) =>
            envelopeSchema.parse(JSON.parse(await readFile(join(directory, file), 'utf8'))),
          ),
      );
      return envelopes.sort((a, b) => compare(a.acceptedAt, b.acceptedAt) || compare(a.id, b.id));
    },
    read: (id) => readFile(pathOf(id, 'eml')),
  };
}

/** A reader sees the whole file or none, also when we are killed while writing. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
