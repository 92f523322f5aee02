/** Writes one line to wherever the local service keeps its log. Ids and codes only: never an address, token or answer. */
export type Log = (line: string) => void;

/** What went wrong, without its text: an error's message may quote an address. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown failure';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
