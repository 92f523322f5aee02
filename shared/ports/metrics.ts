/** Counts that the alarms listen to; names in contracts/metrics.ts. */
export interface Metrics {
  count(name: string, value: number): void;
  /** Writes what was counted; at the end of each invocation. */
  publish(): void;
}
