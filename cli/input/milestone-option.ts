import * as z from 'zod';
import { option } from '../command/command.ts';

/** Declares an option for a milestone, by id or name, such as `revisit` or "six-week response". The use case finds it. */
export function milestoneOption(help: string) {
  return option(z.string().optional(), { value: '<milestone>', help });
}
