import { metricDimensions, metricNamespace } from '../contracts/metrics.ts';
import { visibleJson } from '../domain/visible-text.ts';
import { ServiceError } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';

/** Writes a line without `console`. Lambda's console would wrap our JSON in JSON of its own. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Creates a log that writes lines of JSON for CloudWatch. */
export function createLog(options: { stage: string }): Log {
  return createLineLog(writeLine, () => ({ timestamp: new Date().toISOString(), stage: options.stage }));
}

/** Creates a log that passes the same lines to `write`. The local service keeps its log this way. */
export function createLineLog(write: (line: string) => void, always: () => object = () => ({})): Log {
  let run: Record<string, string> = {};
  const line = (level: string, code: string, message: string, more: object = {}): void => {
    // People also read a log on a terminal, so control characters become visible.
    write(visibleJson(JSON.stringify({ level, ...always(), ...run, code, message, ...more })));
  };
  return {
    begin: ({ functionName, requestId }) => {
      run = { function: functionName, requestId };
    },
    info: (code, message, ids) => {
      line('INFO', code, message, ids);
    },
    warn: (code, message, ids) => {
      line('WARN', code, message, ids);
    },
    error: (code, message, details) => {
      line('ERROR', code, message, { ...details?.ids, cause: causesOf(details?.cause) });
    },
  };
}

interface LoggedCause {
  readonly name: string;
  readonly detail?: string;
  readonly at?: string;
}

/**
 * Returns a chain of at most five causes. Messages of other software are left out, because they can quote an address.
 * Our own errors show their detail. All others show only their name and place.
 */
function causesOf(cause: unknown): LoggedCause[] {
  const chain: LoggedCause[] = [];
  for (let error = cause; error instanceof Error && chain.length < 5; error = error.cause) {
    const place = error.stack?.split('\n').find((frame) => frame.trimStart().startsWith('at '));
    chain.push({
      name: error.name,
      ...(error instanceof ServiceError ? { detail: error.message } : {}),
      ...(place === undefined ? {} : { at: place.trim() }),
    });
  }
  return chain;
}

/**
 * Creates the counts of one run. `publish` writes them as one line, which CloudWatch turns into metrics.
 * Source: Amazon CloudWatch user guide, "Specification: Embedded metric format".
 */
export function createMetrics(options: { functionName: string; stage: string }): Metrics {
  const dimensions = metricDimensions(options);
  const counted = new Map<string, number>();
  return {
    count: (name, value) => {
      counted.set(name, (counted.get(name) ?? 0) + value);
    },
    publish: () => {
      if (counted.size === 0) return;
      const directive = {
        Namespace: metricNamespace,
        Dimensions: [Object.keys(dimensions)],
        Metrics: [...counted.keys()].map((name) => ({ Name: name, Unit: 'Count' })),
      };
      const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [directive] };
      writeLine(JSON.stringify({ _aws, ...dimensions, ...Object.fromEntries(counted) }));
      counted.clear();
    },
  };
}

/** Counts nothing. On one machine nobody watches the metrics. */
export const noMetrics: Metrics = {
  count: () => undefined,
  publish: () => undefined,
};
