import * as z from 'zod';
import { EMAIL_ADDRESS } from '../domain/people/email-address.ts';

/** An email address, judged by the one rule for addresses. `error` says what is wrong and gives an example. */
export function emailAddress(error?: string): z.ZodEmail {
  return z.email({ pattern: EMAIL_ADDRESS, ...(error === undefined ? {} : { error }) });
}
