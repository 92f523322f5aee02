import type { Instant } from '../../shared/domain/dates.ts';
import { ServiceError } from '../../shared/errors.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly stage: string;
  readonly json: boolean;
  readonly yes: boolean;
  /** The moment that `--as-of` names. */
  readonly asOf?: Instant;
}

/** @throws ServiceError `bad-input` that names the option that is wrong. */
export async function parseGlobalOptions(typed: Readonly<Record<string, unknown>>): Promise<GlobalOptions> {
  const { stage, json, yes, asOf } = typed;
  if (typeof stage !== 'string' || stage === '') {
    throw new ServiceError('bad-input', 'Name the installation, e.g. --stage local.', { field: 'stage' });
  }
  const options = { stage, json: json === true, yes: yes === true };
  if (typeof asOf !== 'string') return options;
  // What reads a date is loaded only for a date.
  const { readMoment } = await import('../../shared/domain/clocks/written-dates.ts');
  const reading = readMoment(asOf);
  if (!reading.ok) throw new ServiceError('bad-input', reading.problem, { field: 'asOf' });
  return { ...options, asOf: reading.value };
}
