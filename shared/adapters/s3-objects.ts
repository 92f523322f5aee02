import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  S3Client,
  type ListObjectVersionsCommandOutput,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ServiceError } from '../errors.ts';
import { WORDS_OF_ITEMS, type Attachments, type StoredFile } from '../ports/attachments.ts';
import { toServiceError } from './aws-failure.ts';
import { HELD_MAIL, INCOMING_MAIL, type RawMail } from '../ports/raw-mail.ts';

/** How many objects S3 deletes in one request at most. */
const DELETE_LIMIT = 1_000;

export function createS3Client(): S3Client {
  return new S3Client({
    maxAttempts: 4,
    // A bucket of an emulator does not have a host name of its own.
    forcePathStyle: true,
    requestHandler: { requestTimeout: 30_000, connectionTimeout: 2_000 },
  });
}

export function createS3RawMail(client: S3Client, bucket: string): RawMail {
  const objects = new Objects(client, bucket);
  return {
    async read(key) {
      try {
        return await objects.read(key);
      } catch (error) {
        if (!(error instanceof ServiceError) || error.code !== 'not-found') throw error;
        return objects.read(heldKey(key));
      }
    },
    async erase(key) {
      await objects.erase(key);
      await objects.erase(heldKey(key));
    },
    hold: (key) => objects.copy(key, heldKey(key)),
    release: (key) => objects.erase(heldKey(key)),
  };
}

function heldKey(key: string): string {
  return `${HELD_MAIL}${key.startsWith(INCOMING_MAIL) ? key.slice(INCOMING_MAIL.length) : key}`;
}

export function createS3Attachments(client: S3Client, bucket: string): Attachments {
  const objects = new Objects(client, bucket);
  return {
    put: (key, file) => objects.put(key, file),
    read: (key) => objects.read(key),
    list: async (followUpId) =>
      (
        await Promise.all([objects.list(`${followUpId}/`), objects.list(`${WORDS_OF_ITEMS}${followUpId}/`)])
      ).flat(),
    erase: (key) => objects.erase(key),
  };
}

class Objects {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async put(
    key: string,
    { contentType, content }: { contentType: string; content: Uint8Array },
  ): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: {
        Bucket: this.#bucket,
        Key: key,
        Body: content,
        ContentType: contentType,
        // A browser saves the file and never opens it in place.
        ContentDisposition: 'attachment',
      },
    });
    await this.#ask(() => upload.done());
  }

  async read(key: string): Promise<Uint8Array> {
    return this.#ask(async () => {
      const answer = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      if (answer.Body === undefined) throw new NoSuchKey({ $metadata: {}, message: 'without a body' });
      return answer.Body.transformToByteArray();
    });
  }

  async copy(from: string, to: string): Promise<void> {
    try {
      await this.#ask(() =>
        this.#client.send(
          new CopyObjectCommand({
            Bucket: this.#bucket,
            Key: to,
            CopySource: encodeURI(`${this.#bucket}/${from}`),
          }),
        ),
      );
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'not-found') throw error;
    }
  }

  /** Returns the objects whose keys begin with a text. The age is by the clock of this computer and not of the service. */
  async list(prefix: string): Promise<StoredFile[]> {
    const found: StoredFile[] = [];
    let next: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await this.#ask(() =>
        this.#client.send(
          new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken: next }),
        ),
      );
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key === undefined || LastModified === undefined) continue;
        found.push({ key: Key, ageMinutes: (Date.now() - LastModified.getTime()) / 60_000 });
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
    return found;
  }

  /** Deletes every version. A versioned bucket would keep an object that is only deleted. */
  async erase(key: string): Promise<void> {
    const versions = await this.#ask(() => this.#versionsOf(key));
    const objects = versions.length === 0 ? [{ Key: key }] : versions;
    for (let start = 0; start < objects.length; start += DELETE_LIMIT) {
      const Delete = { Objects: objects.slice(start, start + DELETE_LIMIT), Quiet: true };
      const { Errors = [] } = await this.#ask(() =>
        this.#client.send(new DeleteObjectsCommand({ Bucket: this.#bucket, Delete })),
      );
      // S3 answers 200 even if it deleted only some of the versions.
      if (Errors.length > 0) {
        const codes = Errors.map(({ Code }) => Code ?? 'unknown').join(', ');
        throw new ServiceError(
          'unreachable',
          `The bucket ${this.#bucket} kept ${Errors.length} versions (${codes}). Erase again.`,
        );
      }
    }
  }

  /** Returns all versions of an object, from every page. */
  async #versionsOf(key: string): Promise<{ Key: string; VersionId: string | undefined }[]> {
    const found: { Key: string; VersionId: string | undefined }[] = [];
    let next: Pick<ListObjectVersionsCommandOutput, 'NextKeyMarker' | 'NextVersionIdMarker'> = {};
    for (;;) {
      const page: ListObjectVersionsCommandOutput = await this.#client.send(
        new ListObjectVersionsCommand({
          Bucket: this.#bucket,
          Prefix: key,
          KeyMarker: next.NextKeyMarker,
          VersionIdMarker: next.NextVersionIdMarker,
        }),
      );
      for (const version of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        if (version.Key === key) found.push({ Key: key, VersionId: version.VersionId });
      }
      if (page.IsTruncated !== true) return found;
      next = page;
    }
  }

  async #ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof NoSuchKey || (error instanceof Error && error.name === 'NoSuchKey')) {
        throw new ServiceError(
          'not-found',
          'The file is no longer stored. Its retention ended or it was erased.',
          {
            cause: error,
          },
        );
      }
      throw toServiceError(error, `The bucket ${this.#bucket}`);
    }
  }
}
