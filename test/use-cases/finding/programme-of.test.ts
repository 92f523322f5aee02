import { describe, expect, it } from 'vitest';
import { ncpi, shippedOnly } from '../../builders/ncpi.ts';
import { programmeOf } from '../../../shared/use-cases/finding/programme-of.ts';

describe('the programme of a follow-up', () => {
  it('is found by the id and the version that the follow-up is stored with', async () => {
    const stored = { id: 'essex-ncpi-2016-03-08', programmeId: 'ncpi', policyVersion: 1 };
    expect(await programmeOf({ programmes: shippedOnly }, stored)).toBe(ncpi);
  });

  it.each([
    ['id', { programmeId: 'old', policyVersion: 1 }],
    ['version', { programmeId: 'ncpi', policyVersion: 9 }],
  ])(
    'causes an error that names the follow-up and the programme when its %s is unknown',
    async (_what, of) => {
      await expect(
        programmeOf({ programmes: shippedOnly }, { id: 'essex-old-2016-03-08', ...of }),
      ).rejects.toMatchObject({
        code: 'stored-data',
        message: `essex-old-2016-03-08 names version ${of.policyVersion} of the programme ${of.programmeId}, which does not exist.`,
      });
    },
  );
});
