import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import type { FieldsOf } from '../../shared/contracts/fields-of.ts';

interface Seat {
  readonly row: string;
  readonly note?: string;
}

/**
 * The real test is `npm run check:types`. It fails if the compiler no longer finds a mistake at a `@ts-expect-error`.
 * The expectations show what the mistake does to a stored item.
 */
describe('the schema of a stored type', () => {
  it('does not compile if it lacks an optional field of the type, because it would drop that field', () => {
    // @ts-expect-error The optional field `note` is missing.
    const schema = z.object({ row: z.string() } satisfies FieldsOf<Seat>);
    expect(schema.parse({ row: 'C', note: 'by the window' })).toEqual({ row: 'C' });
  });

  it('does not compile if it misses a required field', () => {
    // @ts-expect-error `row` is missing.
    const schema = z.object({ note: z.string().optional() } satisfies FieldsOf<Seat>);
    expect(schema.parse({ row: 'C' })).toEqual({});
  });

  it('does not compile if a field is optional only in the schema', () => {
    const schema = z.object({
      // @ts-expect-error `row` is required.
      row: z.string().optional(),
      note: z.string().optional(),
    } satisfies FieldsOf<Seat>);
    expect(schema.parse({})).toEqual({});
  });

  it('does not compile if a field is optional only in the type', () => {
    const schema = z.object({
      row: z.string(),
      // @ts-expect-error `note` is optional.
      note: z.string(),
    } satisfies FieldsOf<Seat>);
    expect(schema.safeParse({ row: 'C' }).success).toBe(false);
  });

  it('does not compile if a field has another type', () => {
    const schema = z.object({
      // @ts-expect-error `row` is a string.
      row: z.number(),
      note: z.string().optional(),
    } satisfies FieldsOf<Seat>);
    expect(schema.safeParse({ row: 'C' }).success).toBe(false);
  });

  it('does not compile if it has a field that the type does not have', () => {
    const schema = z.object({
      row: z.string(),
      note: z.string().optional(),
      // @ts-expect-error A seat does not have a colour.
      colour: z.string(),
    } satisfies FieldsOf<Seat>);
    expect(schema.safeParse({ row: 'C' }).success).toBe(false);
  });

  it('can also be written with zod/mini', () => {
    const schema = mini.object({
      row: mini.string(),
      note: mini.optional(mini.string()),
    } satisfies FieldsOf<Seat>);
    expect(schema.parse({ row: 'C', note: 'by the window' })).toEqual({ row: 'C', note: 'by the window' });
  });
});
