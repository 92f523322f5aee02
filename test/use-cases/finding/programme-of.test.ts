import { describe, expect, it } from 'vitest';
import { ncpi } from '../../../shared/domain/programmes/ncpi.ts';
import { programmes } from '../../../shared/domain/programmes/programmes.ts';
import { programmeOf } from '../../../shared/use-cases/finding/programme-of.ts';

describe('the programme of a follow-up', () => {
  it('is found by the id that the follow-up is stored with', () => {
    expect(programmeOf({ programmes }, { id: 'essex-ncpi-2016-03-08', programmeId: 'ncpi' })).toBe(ncpi);
  });

  it('causes an error that names the follow-up and the programme when its id is unknown', () => {
    expect(() => programmeOf({ programmes }, { id: 'essex-old-2016-03-08', programmeId: 'old' })).toThrow(
      expect.objectContaining({
        code: 'stored-data',
        message: 'essex-old-2016-03-08 names the programme old, which does not exist.',
      }),
    );
  });
});
