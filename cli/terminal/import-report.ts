import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** A line about columns that mean nothing here, where there are any. */
export function ignoredColumns(ignored: readonly string[], { width }: Terminal): string[] {
  const named = ignored.filter((column) => column !== '');
  if (named.length === 0) return [];
  return [wrap(`Not read: the ${named.length === 1 ? 'column' : 'columns'} ${named.join(', ')}.`, { width })];
}
