import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../shared/domain/people/owner-of.ts';
import { anOwner } from '../../builders/follow-up.ts';

const head = anOwner({ id: 'r-okafor', name: 'Rose Okafor', role: 'programme-head' });
const owner = anOwner();

describe('the person responsible for a follow-up', () => {
  it.each([
    { who: 'is its owner', ownerId: owner.id, staff: [head, owner], expected: owner },
    {
      who: 'is the programme head if it has no owner',
      ownerId: undefined,
      staff: [owner, head],
      expected: head,
    },
    {
      who: 'is the programme head if its owner has left',
      ownerId: 'gone',
      staff: [owner, head],
      expected: head,
    },
    {
      who: 'is nobody if there is no owner and no programme head',
      ownerId: undefined,
      staff: [owner],
      expected: undefined,
    },
  ])('$who (F39)', ({ ownerId, staff, expected }) => {
    expect(ownerOf({ ownerId }, staff)).toEqual(expected);
  });
});
