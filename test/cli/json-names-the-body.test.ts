import { describe, expect, it } from 'vitest';
import { withBody } from '../../cli/output/with-body.ts';

describe('A JSON document with a field named force', () => {
  it('has the same value in a field named body beside it, at any depth', () => {
    expect(withBody({ toDo: [{ kind: 'book', force: 'essex' }], force: 'kent' })).toEqual({
      toDo: [{ kind: 'book', body: 'essex', force: 'essex' }],
      body: 'kent',
      force: 'kent',
    });
  });

  it('does not overwrite a body field that it has already', () => {
    expect(withBody({ body: 'council', force: 'essex' })).toEqual({ body: 'council', force: 'essex' });
  });
});
