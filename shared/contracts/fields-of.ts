import type * as z from 'zod';

/**
 * The fields that the schema of a stored `T` needs. They are exactly the fields of `T`. Write
 * `z.object({ … } satisfies FieldsOf<Contact>)`, and do the same for each object inside it. Without this, zod silently
 * drops a field that the schema forgets, each time the item is written.
 *
 * The compiler names each field that is missing, that `T` does not have or that has another type. It also names a field
 * that is optional in the schema but not in `T`, or the other way round.
 */
export type FieldsOf<T> = {
  readonly [Field in keyof T]-?: undefined extends T[Field]
    ? z.core.$ZodType<T[Field]> & OptionalField
    : z.core.$ZodType<T[Field]>;
};

/** The mark that `.optional()` leaves. A required field does not have it. */
interface OptionalField {
  readonly _zod: { readonly optin: 'optional' | 'defaulted' };
}
