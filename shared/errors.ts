/** What all conflicts have in common. Programs see the same code for each of them. The title says which one it is. */
const CONFLICT = { code: 'conflict', exit: 3, http: 409 } as const;

/**
 * Every problem that Revisit can report, in one table. The code that throws names the kind, and the table says the
 * rest.
 *
 * - `code` is what programs see with `--json`. It never changes, and several kinds can share one.
 * - `exit` is the exit code of the command line. `docs/cli.md` lists them.
 * - `http` is the status with which an HTTP handler answers.
 * - `title` says in a few words what is wrong.
 */
const problems = {
  'bad-input': { code: 'bad-input', exit: 2, http: 400, title: 'The input cannot be used' },
  fenced: { code: 'fenced', exit: 2, http: 409, title: 'This environment may not send email' },
  /** Two writes met and this one lost. Nothing was written. The caller can read again and repeat it. */
  race: { ...CONFLICT, title: 'Someone else changed this at the same time' },
  /** The same thing is stored, often with different details. */
  'recorded-already': { ...CONFLICT, title: 'This is recorded already' },
  /** The same request was made or answered before. */
  'done-already': { ...CONFLICT, title: 'This was done already' },
  /** The thing has ended, has not begun, or is otherwise in a state that forbids the change. */
  'wrong-state': { ...CONFLICT, title: 'The current state does not allow this' },
  /** Without it a follow-up would have nobody who is responsible. */
  'still-needed': { ...CONFLICT, title: 'A follow-up still needs this' },
  /** A port or a folder of this computer that another process has. */
  'in-use': { ...CONFLICT, title: 'Another process is using this' },
  'not-found': { code: 'not-found', exit: 4, http: 404, title: 'There is no such thing' },
  ambiguous: { code: 'ambiguous', exit: 2, http: 400, title: 'More than one thing has that name' },
  unreachable: { code: 'unreachable', exit: 5, http: 503, title: 'A service did not answer' },
  throttled: { code: 'throttled', exit: 5, http: 429, title: 'Too many requests' },
  refused: { code: 'refused', exit: 2, http: 400, title: 'The mail service refused the message' },
  'outcome-unknown': {
    code: 'outcome-unknown',
    exit: 5,
    http: 503,
    title: 'The mail service did not say whether it took the message',
  },
  'too-large': { code: 'too-large', exit: 2, http: 413, title: 'The input is too large' },
  forbidden: { code: 'forbidden', exit: 2, http: 403, title: 'This is not allowed' },
  configuration: { code: 'configuration', exit: 2, http: 500, title: 'A setting is missing or wrong' },
  /** Revisit or its deployment is wrong. Neither another try nor other input helps. */
  defect: { code: 'defect', exit: 1, http: 500, title: 'Revisit itself went wrong' },
  'stored-data': {
    code: 'stored-data',
    exit: 1,
    http: 500,
    title: 'Stored data does not have the expected form',
  },
} as const;

export type ProblemKind = keyof typeof problems;
export type ProblemCode = (typeof problems)[ProblemKind]['code'];

export function isProblemKind(text: string): text is ProblemKind {
  return Object.hasOwn(problems, text);
}

/** One of several faults in the same input, e.g. one line of a file. */
export interface Particular {
  readonly where: string;
  readonly problem: string;
}

/**
 * A failure of a known kind. `detail` begins with what is wrong and then says what to do. People read it as it stands.
 */
export class ServiceError extends Error {
  readonly kind: ProblemKind;
  /** The field, line or id that is wrong, if one can be named. */
  readonly field: string | undefined;
  readonly particulars: readonly Particular[];
  /** Commands that would do what was meant. They run as they stand. */
  readonly commands: readonly string[];

  constructor(
    kind: ProblemKind,
    detail: string,
    options: {
      cause?: unknown;
      field?: string;
      particulars?: readonly Particular[];
      commands?: readonly string[];
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'ServiceError';
    this.kind = kind;
    this.field = options.field;
    this.particulars = options.particulars ?? [];
    this.commands = options.commands ?? [];
  }

  /** What programs see. Several kinds share the code `conflict`. */
  get code(): ProblemCode {
    return problems[this.kind].code;
  }

  get exitCode(): number {
    return problems[this.kind].exit;
  }

  get httpStatus(): number {
    return problems[this.kind].http;
  }

  get title(): string {
    return problems[this.kind].title;
  }
}

/** Returns the error of a store whose write lost a race, e.g. about "the follow-up essex-ncpi-2016-03-08". */
export function createRaceError(about: string): ServiceError {
  return new ServiceError(
    'race',
    `Someone else changed ${about} at the same time. Nothing was written. Look at it and try again.`,
  );
}
