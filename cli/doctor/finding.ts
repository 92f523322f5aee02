import { ServiceError, type ProblemCode } from '../../shared/errors.ts';
import { explainRefusal } from '../service/explain-refusal.ts';

export const findingKinds = ['ok', 'to-do', 'not-here', 'unknown'] as const;

/** What was found about one thing: that it is right, what to do, that it does not exist on this stage, or why nobody knows. */
export interface Finding {
  readonly kind: (typeof findingKinds)[number];
  /** A sentence; of `to-do` what to do, of `unknown` what prevents us from knowing. */
  readonly says: string;
}

/** One line of the doctor's. */
export interface Check {
  readonly name: string;
  readonly look: () => Promise<Finding>;
}

export interface Checked extends Finding {
  readonly name: string;
}

export const ok = (says: string): Finding => ({ kind: 'ok', says });
export const toDo = (says: string): Finding => ({ kind: 'to-do', says });
export const notHere = (says: string): Finding => ({ kind: 'not-here', says });

/** The first of some that asks for something, or else what is right. */
export function firstToDo(found: readonly (Finding | undefined)[], right: string): Finding {
  return found.find((finding) => finding !== undefined) ?? ok(right);
}

/** One line after the other: what one cannot find out keeps none of the others from being looked at. */
export async function runChecks(checks: readonly Check[], { stage }: { stage: string }): Promise<Checked[]> {
  const checked: Checked[] = [];
  const told = new Set<string>();
  for (const { name, look } of checks) {
    try {
      checked.push({ name, ...(await look()) });
    } catch (error) {
      checked.push({ name, ...whyUnknown(error, { stage, told }) });
    }
  }
  return checked;
}

/** Nothing that passes by itself. */
const toBeMended: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'configuration',
  'defect',
  'forbidden',
  'not-found',
  'stored-data',
]);

/** A reason is told once, on the first line that meets it. */
function whyUnknown(error: unknown, { stage, told }: { stage: string; told: Set<string> }): Finding {
  const { message, code } = explainRefusal(error, { stage });
  if (told.has(message)) return { kind: 'unknown', says: 'For the same reason.' };
  told.add(message);
  const isToDo = toBeMended.has(code);
  return { kind: isToDo ? 'to-do' : 'unknown', says: message };
}

/** Once, whoever asks first: one that failed fails again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** @throws ServiceError `unreachable`, so that what depends on it is not taken for right. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ServiceError('unreachable', `AWS did not tell ${what}.`);
  return value;
}
