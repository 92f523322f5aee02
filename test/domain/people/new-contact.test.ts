import { describe, expect, it } from 'vitest';
import { newContact } from '../../../shared/domain/people/new-contact.ts';

const details = {
  forceId: 'essex',
  role: 'lead',
  part: 'answers',
  name: 'Superintendent Khan',
  email: 'khan@essex.police.example',
} as const;

describe('a new contact', () => {
  it('has version 1 and an id that names its role', () => {
    expect(newContact(details, [])).toEqual({ ...details, id: 'lead-1', version: 1 });
  });

  it('takes the first id for its role that is free in the force', () => {
    const known = [{ id: 'lead-1' }, { id: 'liaison-1' }, { id: 'lead-3' }];
    expect(newContact(details, known).id).toBe('lead-2');
  });
});
