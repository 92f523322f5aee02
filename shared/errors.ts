/**
 * Every problem the product can report, in one table.
 *
 * `exit` is the CLI's exit code (DESIGN: 2 bad input, 3 conflict, 4 not found, 5 service unreachable, 1 a defect),
 * `http` the status an HTTP handler answers with.
 */
const problems = {
  'bad-input': { exit: 2, http: 400, title: 'The input cannot be used' },
  fenced: { exit: 2, http: 409, title: 'This environment may not send email' },
  conflict: { exit: 3, http: 409, title: 'What is stored does not allow this' },
  'not-found': { exit: 4, http: 404, title: 'There is no such thing' },
  ambiguous: { exit: 2, http: 400, title: 'More than one thing has that name' },
  unreachable: { exit: 5, http: 503, title: 'A service did not answer' },
  throttled: { exit: 5, http: 429, title: 'Too many requests' },
  refused: { exit: 2, http: 400, title: 'The mail service refused the message' },
  'outcome-unknown': {
    exit: 5,
    http: 503,
    title: 'The mail service did not say whether it took the message',
  },
  'too-large': { exit: 2, http: 413, title: 'The input is too large' },
  forbidden: { exit: 2, http: 403, title: 'This is not allowed' },
  configuration: { exit: 2, http: 500, title: 'A setting is missing or wrong' },
  /** Nothing that trying again, or other input, would mend: Revisit, or its deployment, is wrong. */
  defect: { exit: 1, http: 500, title: 'Revisit itself went wrong' },
  'stored-data': { exit: 1, http: 500, title: 'Stored data does not have the expected form' },
} as const;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}

/** One of several faults of the same input, e.g. a line of a file. */
export interface Particular {
  readonly where: string;
  readonly problem: string;
}

/** A failure that has a name. `detail` is one sentence for the person who reads it: what is wrong and what to do. */
export class ServiceError extends Error {
  readonly code: ProblemCode;
  /** The field, line or id at fault, where one can be named. */
  readonly field: string | undefined;
  readonly particulars: readonly Particular[];

  constructor(
    code: ProblemCode,
    detail: string,
    options: { cause?: unknown; field?: string; particulars?: readonly Particular[] } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.field = options.field;
    this.particulars = options.particulars ?? [];
  }

  get exitCode(): number {
    return problems[this.code].exit;
  }

  get httpStatus(): number {
    return problems[this.code].http;
  }

  get title(): string {
    return problems[this.code].title;
  }
}
