/**
 * Shows that nobody has to read a mail. A mail is filed as needing nothing, as an absence or as a receipt only with one, and
 * only `proveSilence` makes one: what it cannot prove waits for a person.
 */
export class SilenceProof {
  readonly #ground: string;

  private constructor(ground: string) {
    this.#ground = ground;
  }

  /** What says so: a header that only programs set, or words that only programs write. */
  get ground(): string {
    return this.#ground;
  }

  static from({ ground, leftOver }: SilenceEvidence): SilenceProof | undefined {
    return ground === undefined || leftOver.some((words) => words.trim() !== '')
      ? undefined
      : new SilenceProof(ground);
  }
}

export interface SilenceEvidence {
  /** Undefined where nothing says that nobody has to read it. */
  readonly ground: string | undefined;
  /** Everything in the mail that its ground does not explain. */
  readonly leftOver: readonly string[];
}

/** A proof, where something says that nobody has to read a mail and nothing is left over in it. */
export function proveSilence(evidence: SilenceEvidence): SilenceProof | undefined {
  return SilenceProof.from(evidence);
}
