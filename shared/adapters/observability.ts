import { metricDimensions, metricNamespace } from '../contracts/metrics.ts';
import { visibleJson } from '../domain/visible-text.ts';
import { ServiceError } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';

/** Lambda's console would wrap a line that is JSON already in JSON of its own. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Structured lines for CloudWatch. */
export function createLog(options: { stage: string }): Log {
  return createLineLog(writeLine, () => ({ timestamp: new Date().toISOString(), stage: options.stage }));
}

/** The same lines, to wherever the local service keeps its log. */
export function createLineLog(write: (line: string) => void, always: () => object = () => ({})): Log {
  let run: Record<string, string> = {};
  const line = (level: string, code: string, message: string, more: object = {}): void => {
    // A log is read on a terminal, too.
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

/** A chain of causes without foreign messages, which may quote an address: our own details, else names and places. */
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
 * Counts of one run, as a line that CloudWatch makes metrics of.
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

/** On one machine nobody listens. */
export const noMetrics: Metrics = {
  count: () => undefined,
  publish: () => undefined,
};
