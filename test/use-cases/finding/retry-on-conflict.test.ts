import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../shared/errors.ts';
import { retryOnConflict } from '../../../shared/use-cases/finding/retry-on-conflict.ts';

/** Returns a change that loses a given number of races, and records whether each try was a retry. */
function changeAfter(races: number) {
  const tries: boolean[] = [];
  const change = (isAgain: boolean): Promise<string> => {
    tries.push(isAgain);
    return tries.length > races
      ? Promise.resolve('written')
      : Promise.reject(new ServiceError('race', `race ${tries.length}`));
  };
  return { tries, change };
}

describe('retrying after a race', () => {
  it('makes a change once when nobody else is faster', async () => {
    const { tries, change } = changeAfter(0);
    expect(await retryOnConflict(change)).toBe('written');
    expect(tries).toEqual([false]);
  });

  it('tells each further try to read the data again', async () => {
    const { tries, change } = changeAfter(2);
    expect(await retryOnConflict(change)).toBe('written');
    expect(tries).toEqual([false, true, true]);
  });

  it('stops after five tries and throws the last race', async () => {
    const { tries, change } = changeAfter(100);
    await expect(retryOnConflict(change)).rejects.toThrow('race 5');
    expect(tries).toHaveLength(5);
  });

  it('stops after the number of tries that the caller sets', async () => {
    const { tries, change } = changeAfter(100);
    await expect(retryOnConflict(change, { tries: 2 })).rejects.toThrow('race 2');
    expect(tries).toHaveLength(2);
  });

  it.each([
    new ServiceError('recorded-already', 'It is recorded already.'),
    new ServiceError('wrong-state', 'It is closed.'),
    new ServiceError('throttled', 'Too fast.'),
    new TypeError('A defect.'),
  ])('throws everything that is not a race at once: %s', async (failure) => {
    let tries = 0;
    const change = (): Promise<never> => {
      tries += 1;
      return Promise.reject(failure);
    };
    await expect(retryOnConflict(change)).rejects.toBe(failure);
    expect(tries).toBe(1);
  });
});
