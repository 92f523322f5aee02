/** One row of the benchmark. */
export interface Figure {
  /** Such as `cli.due-date`. The part before the dot names the measurement. */
  readonly id: string;
  /** What the figure should be, such as `< 3`. It is about the ratio if there is a floor, else about what was measured. */
  readonly goal: string;
  readonly measured: number;
  /** What the same duties cost at least, measured in the same run. */
  readonly floor?: number;
  /** Measured divided by the floor. */
  readonly ratio?: number;
  /** The unit of `measured` and `floor`. */
  readonly unit: string;
}

export interface BenchOptions {
  /** How often each timed thing runs. The figure is the median. */
  readonly runs: number;
  /** The largest number of stored follow-ups. */
  readonly stored: number;
}

export interface Measurement {
  /** What is measured, for the list that `npm run bench -- --help` prints. */
  readonly title: string;
  readonly measure: (options: BenchOptions) => Promise<Figure[]>;
}

export function figure({ measured, floor, ...rest }: Omit<Figure, 'ratio'>): Figure {
  const rounded = { ...rest, measured: round(measured) };
  return floor === undefined ? rounded : { ...rounded, floor: round(floor), ratio: round(measured / floor) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/**
 * Runs several things in turn, again and again, and returns the median of each. In turn, because other work on the machine
 * then slows all of them alike.
 */
export async function alternate(
  things: readonly (() => Promise<number>)[],
  { runs }: { runs: number },
): Promise<number[]> {
  const seen = things.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [place, thing] of things.entries()) seen[place]?.push(await thing());
  }
  return seen.map(median);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
