import * as z from 'zod';
import { argument, option } from '../command/command.ts';
import { dateInput } from './date-input.ts';

// The parameters that many commands share.
export const followUpArgument = argument(z.string(), 'the follow-up, by id or force');

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
