import { ServiceError, type ProblemCode } from '../../shared/errors.ts';
import { explainRefusal } from '../service/explain-refusal.ts';

export const findingKinds = ['ok', 'to-do', 'not-here', 'unknown'] as const;

/** The result of one check: in order, something to do, not on this stage, or not known. */
export interface Finding {
  readonly kind: (typeof findingKinds)[number];
  /** A sentence. For `to-do` it says what to do, for `unknown` why the check could not look. */
  readonly says: string;
}

/** One line of the doctor's list. */
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

/** Returns the first finding that needs action, or else an `ok` finding with the sentence `right`. */
export function firstToDo(found: readonly (Finding | undefined)[], right: string): Finding {
  return found.find((finding) => finding !== undefined) ?? ok(right);
}

/** Runs the checks one after the other. A check that fails does not stop the others. */
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

/** Errors that someone must fix, because they do not go away on their own. */
const toBeMended: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'configuration',
  'defect',
  'forbidden',
  'not-found',
  'stored-data',
]);

/** Explains why a check failed. It gives each reason only once, on the first line that meets it. */
function whyUnknown(error: unknown, { stage, told }: { stage: string; told: Set<string> }): Finding {
  const { message, code } = explainRefusal(error, { stage });
  if (told.has(message)) return { kind: 'unknown', says: 'For the same reason.' };
  told.add(message);
  const isToDo = toBeMended.has(code);
  return { kind: isToDo ? 'to-do' : 'unknown', says: message };
}

/** Makes a function that runs `make` on its first call only. Later calls get the same result, or the same error. */
export function runOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Returns the value. @throws ServiceError `unreachable` if it is missing, because the check must not then report `ok`. */
export function requireAnswer<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ServiceError('unreachable', `AWS did not say ${what}.`);
  return value;
}
