/**
 * Proves that nobody has to read an email. Revisit needs this proof to file an email as needing nothing, as an absence
 * or as a receipt. Only `proveNoAction` creates it. If it cannot prove this, the email waits for a person.
 */
export class NoActionProof {
  readonly #ground: string;

  private constructor(ground: string) {
    this.#ground = ground;
  }

  /** The reason for the proof. It is a header that only programs set, or words that only programs write. */
  get ground(): string {
    return this.#ground;
  }

  static from({ ground, leftOver }: NoActionEvidence): NoActionProof | undefined {
    return ground === undefined || leftOver.some((words) => words.trim() !== '')
      ? undefined
      : new NoActionProof(ground);
  }
}

export interface NoActionEvidence {
  /** Undefined if nothing says that the email can stay unread. */
  readonly ground: string | undefined;
  /** Everything in the email that its ground does not explain. */
  readonly leftOver: readonly string[];
}

/** Returns a proof if something says that nobody has to read an email, and nothing else is left in it. */
export function proveNoAction(evidence: NoActionEvidence): NoActionProof | undefined {
  return NoActionProof.from(evidence);
}
