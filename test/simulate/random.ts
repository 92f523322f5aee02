/** A source of chance that gives the same numbers for the same seed. */
export interface Chance {
  /** Returns a whole number from 0 to below `bound`. */
  readonly below: (bound: number) => number;
  readonly oneOf: <T>(things: readonly [T, ...T[]]) => T;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return { below, oneOf: (things) => things[below(things.length)] ?? things[0] };
}
