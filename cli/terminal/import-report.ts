import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Returns a line that names the columns that the import ignored, if there are any. */
export function ignoredColumns(ignored: readonly string[], { width }: Terminal): string[] {
  const named = ignored.filter((column) => column !== '');
  if (named.length === 0) return [];
  return [wrap(`Ignored the ${named.length === 1 ? 'column' : 'columns'} ${named.join(', ')}.`, { width })];
}
