export type SesRefusalCode =
  | 'MessageRejected'
  | 'InvalidParameterValue'
  | 'ConfigurationSetDoesNotExist'
  | 'Throttling'
  | 'MissingAuthenticationToken'
  | 'InvalidAction';

/** A definite refusal by SES, with a 4xx status and a code. */
export class SesRefusal extends Error {
  readonly code: SesRefusalCode;

  constructor(code: SesRefusalCode, message: string) {
    super(message);
    this.name = 'SesRefusal';
    this.code = code;
  }

  get httpStatus(): number {
    return this.code === 'MissingAuthenticationToken' ? 403 : 400;
  }
}
