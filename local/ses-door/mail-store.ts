import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ServiceError } from '../../shared/errors.ts';
import { makeFolder } from '../make-folder.ts';

const envelopeSchema = z.strictObject({
  id: z.string(),
  /** The instant by the local clock. */
  acceptedAt: z.string(),
  source: z.string(),
  destinations: z.array(z.string()),
  configurationSet: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  /** False until every event of this mail has been published. */
  announced: z.boolean(),
});

/** The data of an accepted mail, without its text. */
export type Envelope = z.infer<typeof envelopeSchema>;

export interface MailStore {
  keep(mail: { envelope: Envelope; raw: Buffer }): Promise<void>;
  markAnnounced(envelope: Envelope): Promise<void>;
  /** Returns the accepted mail, oldest first by the local clock. */
  list(): Promise<Envelope[]>;
  /** Returns the mail as its recipient gets it. */
  read(id: string): Promise<Buffer>;
}

/** Opens the store. Each accepted mail is `<id>.eml` with `<id>.json`. Without the latter, SES never accepted the mail. */
export function openMailStore(directory: string): MailStore {
  makeFolder(directory, { mode: 0o700 });
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
        files.filter((file) => file.endsWith('.json')).map((file) => readEnvelope(join(directory, file))),
      );
      return envelopes.sort((a, b) => compare(a.acceptedAt, b.acceptedAt) || compare(a.id, b.id));
    },
    read: (id) => readFile(pathOf(id, 'eml')),
  };
}

async function readEnvelope(path: string): Promise<Envelope> {
  const text = await readFile(path, 'utf8');
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServiceError(
      'stored-data',
      `${path} is broken. Move it away. The inbox then no longer shows that email, and nothing else changes.`,
      { cause, field: 'REVISIT_HOME' },
    );
  }
}

/** Writes a whole file. Readers see all of it or nothing, even if the process is killed while writing. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
