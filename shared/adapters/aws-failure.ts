import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { ServiceError } from '../errors.ts';

/**
 * What a failed call to AWS means for whoever made it. `transient`: try again later. `throttled`: try again later, and
 * slower. `defect`: trying again mends nothing, because Revisit, its rights or its deployment are wrong. `refused`: the
 * service understood the call and will not do it, for a reason of its own, such as a rejected email.
 */
export type FailureKind = 'transient' | 'throttled' | 'defect' | 'refused';

/** The one place that tells a failure that passes from one that does not. */
export function kindOfFailure(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'defect';
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.every((one) => kindOfFailure(one) === 'transient') ? 'transient' : 'defect';
  }
  const status = statusOfFailure(error);
  // A service that throttles may say so with a 5xx; then nobody knows what it did.
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

/** What the SDK's own classification takes. */
function hasErrorAsCause(error: Error): error is Error & { cause?: Error } {
  return error.cause === undefined || error.cause instanceof Error;
}

/** The status of the service's answer, whether or not the SDK could read the rest of it. */
export function statusOfFailure(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/**
 * The failure of a call to a store or a queue, which have no reason of their own to refuse one: what they refuse is a
 * defect.
 *
 * @param what the service as a reader knows it, e.g. "The table revisit-production".
 */
export function failureOfCall(error: unknown, what: string): ServiceError {
  const name = error instanceof Error ? error.name : 'unknown error';
  const options = { cause: error };
  switch (kindOfFailure(error)) {
    case 'transient':
      return new ServiceError('unreachable', `${what} did not answer (${name}).`, options);
    case 'throttled':
      return new ServiceError('unreachable', `${what} takes no more requests just now (${name}).`, options);
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
    return 'These credentials may not do it: give them the rights, then try again.';
  if (notThere.has(name)) return 'It does not exist there: check the stage and the region, or deploy again.';
  return 'Trying again does not help: report it.';
}

function isOurs({ name }: Error): boolean {
  return withoutRights.has(name) || notThere.has(name) || wrongCall.has(name);
}

/** Credentials or a clock that the SDK mends before the next call, and credentials that somebody must sign in for. */
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
