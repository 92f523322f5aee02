import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import { metricNamespace } from '../contracts/metrics.ts';
import { ServiceError } from '../errors.ts';
import type { Log, LogIds } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';

/** Structured lines for CloudWatch. */
export function createLog(options: { stage: string }): Log {
  const logger = new Logger({ serviceName: 'revisit', persistentKeys: { stage: options.stage } });
  const fields = (code: string, ids: LogIds = {}) => ({ code, ...ids });
  return {
    begin: ({ functionName, requestId }) => {
      logger.appendKeys({ function: functionName, requestId });
    },
    info: (code, message, ids) => {
      logger.info(message, fields(code, ids));
    },
    warn: (code, message, ids) => {
      logger.warn(message, fields(code, ids));
    },
    error: (code, message, details) => {
      logger.error(message, { ...fields(code, details?.ids), cause: causesOf(details?.cause) });
    },
  };
}

/** The same lines, to wherever the local service keeps its log. */
export function createLineLog(write: (line: string) => void): Log {
  let run: Record<string, string> = {};
  const line = (level: string, code: string, message: string, more: object = {}): void => {
    write(JSON.stringify({ level, ...run, code, message, ...more }));
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

export function createMetrics(options: { functionName: string; stage: string }): Metrics {
  const metrics = new PowertoolsMetrics({
    namespace: metricNamespace,
    serviceName: options.functionName,
    defaultDimensions: { stage: options.stage },
  });
  return {
    count: (name, value) => {
      metrics.addMetric(name, MetricUnit.Count, value);
    },
    publish: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** On one machine nobody listens. */
export const noMetrics: Metrics = {
  count: () => undefined,
  publish: () => undefined,
};
