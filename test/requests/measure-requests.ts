import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { measureForm } from './form-course.ts';
import { measureMail } from './mail-course.ts';
import type { Measurement } from './measured-service.ts';

/** The groups whose sections are the steps of one course. The sum of the sections is the cost of the course. */
export const courses: ReadonlySet<string> = new Set(['One email', 'A chaser']);

/**
 * Measures every section of the list. Sections of one group stand together. Groups stand in the order of their first
 * measurement.
 */
export async function measureRequests(emulators: EmulatorEndpoints): Promise<Measurement[]> {
  // The courses run one after the other, because the SDK finds its endpoints in the environment of the process.
  const all = [...(await measureMail(emulators)), ...(await measureForm(emulators))];
  const groups = new Set(all.map(({ group }) => group));
  return [...groups].flatMap((name) => all.filter(({ group }) => group === name));
}
