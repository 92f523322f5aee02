import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { measureForm } from './form-course.ts';
import { measureMail } from './mail-course.ts';
import type { Measurement } from './measured-service.ts';

/** Groups whose sections are the steps of one course: their sum is what the whole costs. */
export const courses: ReadonlySet<string> = new Set(['One email', 'A chaser']);

/** Every section of the list, as it is now. Groups stand together, in the order in which they were first measured. */
export async function measureRequests(emulators: EmulatorEndpoints): Promise<Measurement[]> {
  // One after the other: the SDK finds its endpoints in the environment of the process.
  const all = [...(await measureMail(emulators)), ...(await measureForm(emulators))];
  const groups = new Set(all.map(({ group }) => group));
  return [...groups].flatMap((name) => all.filter(({ group }) => group === name));
}
