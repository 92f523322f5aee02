import type * as z from 'zod';

/**
 * The fields that the schema of a stored `T` needs: every field of `T`, and none besides. Write
 * `z.object({ … } satisfies FieldsOf<Contact>)`, and again for each object within. Without it zod drops a field that the
 * schema forgets, silently, each time the item is written.
 *
 * The compiler names a field that is missing, that `T` does not have, that has another type, or that is optional in one of
 * the two and not in the other.
 */
export type FieldsOf<T> = {
  readonly [Field in keyof T]-?: undefined extends T[Field]
    ? z.core.$ZodType<T[Field]> & OptionalField
    : z.core.$ZodType<T[Field]>;
};

/** What `.optional()` makes. A schema of a value that is always there lacks it. */
interface OptionalField {
  readonly _zod: { readonly optin: 'optional' | 'defaulted' };
}
