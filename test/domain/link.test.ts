import { describe, expect, it } from 'vitest';
import { findLinkExpiry } from '../../shared/domain/link.ts';
import { at, day } from '../builders/follow-up.ts';

describe('a link to the form of a round', () => {
  it('works until 45 days after the round is due', () => {
    expect(findLinkExpiry(day('2016-04-19'), at('2016-03-22T10:00'))).toEqual(at('2016-06-03T00:00'));
  });

  it('works for 45 days from its creation if the round is already past its due date', () => {
    expect(findLinkExpiry(day('2016-04-19'), at('2016-05-03T09:30'))).toEqual(at('2016-06-17T09:30'));
  });
});
