import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { ServiceError } from '../errors.ts';

/**
 * What a failed call to AWS means for the caller.
 *
 * - `transient`: try again later.
 * - `throttled`: try again later, and more slowly.
 * - `defect`: another try does not help, because Revisit, its rights or its deployment are wrong.
 * - `refused`: the service understood the call but refuses it for a reason of its own, such as a rejected email.
 */
export type FailureKind = 'transient' | 'throttled' | 'defect' | 'refused';

/** Tells what a failure means. This is the only place that decides whether a failure passes by itself. */
export function classifyFailure(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'defect';
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.every((one) => classifyFailure(one) === 'transient') ? 'transient' : 'defect';
  }
  const status = statusOfFailure(error);
  // A service can throttle with a 5xx. Then nobody knows what it did.
  if (status !== undefined && (status < 400 || status >= 500)) return 'transient';
  if (isThrottled(error)) return 'throttled';
  if (passing.has(error.name)) return 'transient';
  if (status !== undefined) return isOurs(error) ? 'defect' : 'refused';
  return passesByItself(error) || 'syscall' in error ? 'transient' : 'defect';
}

function isThrottled(error: Error): boolean {
  return hasErrorAsCause(error) && isThrottlingError(error);
}

function passesByItself(error: Error): boolean {
  return hasErrorAsCause(error) && isTransientError(error);
}

/** Tells whether the SDK can classify the error. It takes only errors whose cause is an error or missing. */
function hasErrorAsCause(error: Error): error is Error & { cause?: Error } {
  return error.cause === undefined || error.cause instanceof Error;
}

/**
 * Returns the HTTP status of the answer, even if the SDK could not read the rest of it. Returns undefined without an
 * answer.
 */
export function statusOfFailure(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/**
 * Returns the error for a failed call to a store or a queue. They have no reason of their own to refuse a call, so a
 * refusal counts as a defect.
 *
 * @param what the service in words that an admin knows, e.g. "The table revisit-production".
 */
export function toServiceError(error: unknown, what: string): ServiceError {
  const name = error instanceof Error ? error.name : 'unknown error';
  const options = { cause: error };
  switch (classifyFailure(error)) {
    case 'transient':
      return new ServiceError('unreachable', `${what} did not answer (${name}). Try again later.`, options);
    case 'throttled':
      return new ServiceError(
        'unreachable',
        `${what} gets too many requests (${name}). Try again later.`,
        options,
      );
    case 'defect':
    case 'refused':
      return new ServiceError(
        'defect',
        `${what} cannot do what was asked (${name}). ${whatToDo(name)}`,
        options,
      );
  }
}

function whatToDo(name: string): string {
  if (withoutRights.has(name))
    return 'The credentials lack the rights. Give them the rights, then try again.';
  if (notThere.has(name)) return 'It does not exist there. Check the stage and the region, or deploy again.';
  return 'Trying again does not help. Report it.';
}

function isOurs({ name }: Error): boolean {
  return withoutRights.has(name) || notThere.has(name) || wrongCall.has(name);
}

/**
 * Problems with credentials or the clock. The SDK corrects them before the next call, or someone must sign in again.
 */
const passing: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);

const withoutRights: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'KMSAccessDeniedException',
  'KmsAccessDenied',
  'SignatureDoesNotMatch',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
]);

const notThere: ReadonlySet<string> = new Set([
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetDoesNotExistException',
  'NoSuchBucket',
  'QueueDoesNotExist',
  'ResourceNotFoundException',
]);

const wrongCall: ReadonlySet<string> = new Set([
  'ItemCollectionSizeLimitExceededException',
  'SerializationException',
  'UnknownOperationException',
  'ValidationException',
]);
