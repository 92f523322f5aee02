import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import type { FieldsOf } from '../../shared/contracts/fields-of.ts';

interface Seat {
  readonly row: string;
  readonly note?: string;
}

/**
 * `npm run check:types` is the test: each `@ts-expect-error` fails it when the compiler finds nothing wrong any more. The
 * expectations show what the fault would do to a stored item.
 */
describe('the fields of a stored type', () => {
  it('must all be in the schema, or the schema drops one', () => {
    // @ts-expect-error `note` is missing, although it is optional.
    const schema = z.object({ row: z.string() } satisfies FieldsOf<Seat>);
    expect(schema.parse({ row: 'C', note: 'by the window' })).toEqual({ row: 'C' });
  });

  it('must be in the schema when they are not optional', () => {
    // @ts-expect-error `row` is missing.
    const schema = z.object({ note: z.string().optional() } satisfies FieldsOf<Seat>);
    expect(schema.parse({ row: 'C' })).toEqual({});
  });

  it('may not be optional in the schema only', () => {
    const schema = z.object({
      // @ts-expect-error `row` is always there.
      row: z.string().optional(),
      note: z.string().optional(),
    } satisfies FieldsOf<Seat>);
    expect(schema.parse({})).toEqual({});
  });

  it('may not be optional in the type only', () => {
    const schema = z.object({
      row: z.string(),
      // @ts-expect-error `note` may be absent.
      note: z.string(),
    } satisfies FieldsOf<Seat>);
    expect(schema.safeParse({ row: 'C' }).success).toBe(false);
  });

  it('have the type that the schema gives', () => {
    const schema = z.object({
      // @ts-expect-error `row` is a text.
      row: z.number(),
      note: z.string().optional(),
    } satisfies FieldsOf<Seat>);
    expect(schema.safeParse({ row: 'C' }).success).toBe(false);
  });

  it('are the only fields of the schema', () => {
    const schema = z.object({
      row: z.string(),
      note: z.string().optional(),
      // @ts-expect-error A seat has no colour.
      colour: z.string(),
    } satisfies FieldsOf<Seat>);
    expect(schema.safeParse({ row: 'C' }).success).toBe(false);
  });

  it('may be written with zod/mini as well', () => {
    const schema = mini.object({
      row: mini.string(),
      note: mini.optional(mini.string()),
    } satisfies FieldsOf<Seat>);
    expect(schema.parse({ row: 'C', note: 'by the window' })).toEqual({ row: 'C', note: 'by the window' });
  });
});
