import * as z from 'zod';
import { argument, followUpArgumentOf, option } from '../command/command.ts';
import { dateInput } from './date-input.ts';

// The parameters that many commands share.
const FOLLOW_UP_HELP = 'the follow-up, by id or body';

/** The follow-up that a command changes. */
export const followUpArgument = followUpArgumentOf(z.string(), { changes: true, help: FOLLOW_UP_HELP });

/** The follow-up that a command only reads. */
export const followUpToRead = followUpArgumentOf(z.string(), { changes: false, help: FOLLOW_UP_HELP });

export const mailArgument = argument(z.string(), 'the email, by the id that revisit inbox list shows');

export const reasonOption = option(z.string().trim().min(1, 'must not be empty.'), {
  value: '<text>',
  help: 'the reason, for the record',
});

export const firstOption = option(dateInput, { value: '<date>', help: 'the first day' });

export const lastOption = option(dateInput.optional(), {
  value: '<date>',
  help: 'the last day (default: the first day)',
});
