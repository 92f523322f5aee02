import type { TestProject } from 'vitest/node';
import { startEmulators, type EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';

declare module 'vitest' {
  interface ProvidedContext {
    emulators: EmulatorEndpoints;
  }
}

/**
 * Starts one DynamoDB and one SQS, SNS and S3 for the whole run. Each test file has its own table, queues and buckets
 * there.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const emulators = await startEmulators({ environment: process.env });
  project.provide('emulators', emulators.endpoints);
  return () => emulators.stop();
}
