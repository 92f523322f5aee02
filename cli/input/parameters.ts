import * as z from 'zod';
import { argument, option } from '../command/command.ts';
import { dateInput } from './date-input.ts';

/** Parameters that many commands share. */
export const followUpArgument = argument(z.string(), 'the follow-up, by id or force');

export const mailArgument = argument(z.string(), 'the mail, as revisit inbox list names it');

export const reasonOption = option(z.string().trim().min(1, 'must not be empty.'), {
  value: '<text>',
  help: 'why, for the record',
});

export const firstOption = option(dateInput, { value: '<date>', help: 'its first day' });

export const lastOption = option(dateInput.optional(), {
  value: '<date>',
  help: 'its last day (default: the first)',
});
