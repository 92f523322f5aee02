export type LogIds = Readonly<Record<string, string | number>>;

/** Logs what happened, as a code and a sentence. Pass ids only, never an address, a token or an answer. */
export interface Log {
  /** Names the run that the next lines belong to. */
  begin(run: { functionName: string; requestId: string }): void;
  info(code: string, message: string, ids?: LogIds): void;
  warn(code: string, message: string, ids?: LogIds): void;
  error(code: string, message: string, details?: { ids?: LogIds; cause?: unknown }): void;
}
