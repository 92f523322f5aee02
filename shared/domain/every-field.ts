/** `T` with no field left out: where an optional field stays empty, `undefined` says that somebody decided so. */
export type EveryField<T> = {
  readonly [Field in keyof Required<T>]: Field extends keyof T ? T[Field] : never;
};
