import { describe, expect, it } from 'vitest';
import { renderTable } from '../../../cli/terminal/table.ts';
import { createTerminal } from '../../../cli/terminal/terminal.ts';
import { wrap } from '../../../cli/terminal/wrap.ts';

const terminal = createTerminal({
  stdin: {},
  stdout: { columns: 40, write: () => true },
  stderr: { write: () => true },
  environment: {},
});

describe('A table on a terminal', () => {
  it('lines up the next column after letters that take two columns, one or none', () => {
    const rows = [
      ['日本', 'a'],
      ['Tŷ Glas', 'b'],
      ['Ty\u0302 Glas', 'c'],
    ];
    const columns = [{ title: '' }, { title: '' }];
    expect(renderTable(rows, { columns, terminal }).split('\n')).toEqual([
      '日本     a',
      'Tŷ Glas  b',
      'Ty\u0302 Glas  c',
    ]);
  });
});

describe('wrap', () => {
  it('breaks a line by the columns that its words take', () => {
    expect(wrap('日本 日本 日本', { width: 9 })).toBe('日本 日本\n日本');
  });
});
