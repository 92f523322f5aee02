import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { createCustomResourceHandler } from './custom-resource.ts';

const propertiesSchema = z.looseObject({ bucketName: z.string() });

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * Copies the files beside this bundle into the bucket that CloudFront reads.
 *
 * It never deletes a file, because a page that was opened before a deployment still needs its style sheet.
 */
export const handler = createCustomResourceHandler(async (event) => {
  const { bucketName } = propertiesSchema.parse(event.ResourceProperties);
  if (event.RequestType !== 'Delete') await publish(bucketName);
  return `form-assets-${bucketName}`;
});

async function publish(bucket: string): Promise<void> {
  const s3 = new S3Client({});
  const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== import.meta.dirname)
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files.map((file) => {
      const contentType = contentTypes[extname(file)];
      if (contentType === undefined)
        throw new Error(
          `The content type of ${file} is not known. Add its extension to contentTypes in infra/custom-resources/publish-assets.ts.`,
        );
      return s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: relative(import.meta.dirname, file),
          Body: readFileSync(file),
          ContentType: contentType,
          // A file's name changes with its content.
          CacheControl: 'public, max-age=31536000, immutable',
        }),
      );
    }),
  );
}
