import { describe, expect, it } from 'vitest';
import { renderTable } from '../../../cli/terminal/table.ts';
import { createTerminal } from '../../../cli/terminal/terminal.ts';
import { wrap } from '../../../cli/terminal/wrap.ts';

const terminal = createTerminal({
  stdout: { columns: 40, write: () => true },
  stderr: { write: () => true },
  environment: {},
});

describe('a table on a terminal', () => {
  it('aligns its columns even with letters that are two columns wide or have no width', () => {
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

describe('the wrapping of text', () => {
  it('breaks a line by the width of its words on the terminal', () => {
    expect(wrap('日本 日本 日本', { width: 9 })).toBe('日本 日本\n日本');
  });
});
