/** Counts that the alarms watch. Their names are in contracts/metrics.ts. */
export interface Metrics {
  count(name: string, value: number): void;
  /** Writes the counts. Called at the end of each invocation. */
  publish(): void;
}
