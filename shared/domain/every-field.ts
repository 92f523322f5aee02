/** `T` with every field present. To leave an optional field empty, the code must write `undefined`. */
export type EveryField<T> = {
  readonly [Field in keyof Required<T>]: Field extends keyof T ? T[Field] : never;
};
