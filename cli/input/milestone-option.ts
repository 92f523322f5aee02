import * as z from 'zod';
import { option } from '../command/command.ts';

/** A milestone by its id or name, e.g. `revisit` or "six-week response"; the use case finds it. */
export function milestoneOption(help: string) {
  return option(z.string().optional(), { value: '<milestone>', help });
}
