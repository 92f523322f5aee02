import { createLargeWords, type LargeWords } from '../../shared/adapters/dynamodb/large-words.ts';
import { createS3Attachments, createS3Client } from '../../shared/adapters/s3-objects.ts';
import type { TestStack } from './emulators.ts';

/** Keeps words that are too long for an item in the bucket of the test's stack. */
export function createTestWords(stack: TestStack): LargeWords {
  return createLargeWords(createS3Attachments(createS3Client(), stack.resources.buckets.attachments));
}
