import type { BodyWords } from './programme.ts';

/**
 * Returns what the bodies of several follow-ups are called. Bodies of different kinds share the word "body". Without any
 * body it is "body" too.
 */
export function sharedBodyWords(bodies: readonly Pick<BodyWords, 'noun' | 'nouns' | 'column'>[]): {
  noun: string;
  nouns: string;
  column: string;
} {
  const [first] = bodies;
  if (first === undefined || bodies.some(({ noun }) => noun !== first.noun)) {
    return { noun: 'body', nouns: 'bodies', column: 'body' };
  }
  return { noun: first.noun, nouns: first.nouns, column: bodyColumn(first) };
}

/** Returns the noun in the title of a narrow column, such as "force" or "service". */
export function bodyColumn({ noun, column }: Pick<BodyWords, 'noun' | 'column'>): string {
  return column ?? noun;
}
