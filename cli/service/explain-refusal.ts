import { ServiceError } from '../../shared/errors.ts';

const withoutCredentials = new Set(['CredentialsProviderError', 'TokenProviderError']);
const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const unknownKey = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
]);
const denied = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

/** Turns an error of AWS into one that tells the admin what to do. An admin knows the command line but not the SDK. */
export function explainRefusal(error: unknown, { stage }: { stage: string }): ServiceError {
  if (error instanceof ServiceError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (withoutCredentials.has(name)) {
    return new ServiceError(
      'unreachable',
      'There are no AWS credentials. Set AWS_PROFILE, or sign in with "aws sso login".',
      { cause: error },
    );
  }
  if (expired.has(name)) {
    return new ServiceError('unreachable', 'The AWS credentials have expired. Sign in again.', {
      cause: error,
    });
  }
  if (unknownKey.has(name)) {
    return new ServiceError(
      'unreachable',
      `AWS does not know these credentials (${name}). Check AWS_PROFILE.`,
      {
        cause: error,
      },
    );
  }
  if (denied.has(name)) {
    return new ServiceError(
      'forbidden',
      `These credentials may not do this. Attach a policy of the stage to their role: docs/permissions.md says which of revisit-${stage}-reader, -owner, -admin and -operator the command needs. ${message}`,
      { cause: error },
    );
  }
  return new ServiceError('unreachable', `AWS did not answer as expected: ${name}, ${message}`, {
    cause: error,
  });
}
