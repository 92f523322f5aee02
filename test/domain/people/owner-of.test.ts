import { describe, expect, test } from 'vitest';
import { ownerOf } from '../../../shared/domain/people/owner-of.ts';
import { anOwner } from '../../builders/follow-up.ts';

const head = anOwner({ id: 'r-okafor', name: 'Rose Okafor', role: 'programme-head' });
const owner = anOwner();

describe('whoever is responsible for a follow-up', () => {
  test.each([
    { who: 'is its owner', ownerId: owner.id, staff: [head, owner], expected: owner },
    {
      who: 'is the programme head without an owner',
      ownerId: undefined,
      staff: [owner, head],
      expected: head,
    },
    {
      who: 'is the programme head once its owner left',
      ownerId: 'gone',
      staff: [owner, head],
      expected: head,
    },
    { who: 'is nobody without either', ownerId: undefined, staff: [owner], expected: undefined },
  ])('$who (F39)', ({ ownerId, staff, expected }) => {
    expect(ownerOf({ ownerId }, staff)).toEqual(expected);
  });
});
