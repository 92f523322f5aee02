import { describe, expect, it } from 'vitest';
import { inCommands, play, simulateSteps } from './play.ts';

const step = (kind: string, days = 0) => ({ kind, which: 0, days });

describe('random histories', () => {
  it('never make an email, or leave anybody with, an untruth (F21)', () => {
    const { violation } = simulateSteps(2000, 1);
    const found = violation === undefined ? [] : [violation.wrong, ...inCommands(violation.history)];
    expect(found).toEqual([]);
  });

  it('never give two days for one round in one email, if a date changed before a late request', () => {
    expect(play([step('next-day'), step('extended', 0)])).toBeUndefined();
  });

  it('never lose a correction because another correction about the same email left before', () => {
    const history = [step('next-day'), step('succeeded'), step('paused')];
    expect(play(history)).toBeUndefined();
  });

  it('never let a receipt give a day for a revisit whose clock is stopped', () => {
    expect(play([step('next-day'), step('extended'), step('paused'), step('form-sent')])).toBeUndefined();
  });
});
