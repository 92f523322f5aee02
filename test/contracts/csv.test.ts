import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRows, readCsv, writeCsv } from '../../shared/contracts/csv.ts';
import { publicationRows } from '../../shared/contracts/csv-publications.ts';
import { parseRecommendations } from '../../shared/contracts/csv-recommendations.ts';
import { ServiceError } from '../../shared/errors.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusalOf(act: () => unknown): ServiceError {
  try {
    act();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('The file was not refused.');
}

describe('the reader of CSV files', () => {
  const published = ['essex', '2016-03-08'];

  it.each([
    ['written by a program', utf8('force_id,published_on\nessex,2016-03-08\n')],
    ['saved by Excel, with a byte order mark', utf8('\uFEFFforce_id,published_on\r\nessex,2016-03-08\r\n')],
    ['with semicolons', utf8('Force ID;Published on\r\nessex;2016-03-08')],
    ['with tabs', utf8('force_id\tpublished_on\nessex\t2016-03-08\n')],
    ['with old line ends', utf8('force_id,published_on\ressex,2016-03-08\r')],
    [
      'saved as Unicode text',
      new Uint8Array(Buffer.from('\uFEFFforce_id\tpublished_on\r\nessex\t2016-03-08', 'utf16le')),
    ],
    ['with empty lines and empty columns', utf8('force_id,published_on,\n,,\nessex,2016-03-08,\n\n')],
    ['with a comma in quotes', utf8('"force_id","published_on"\n"essex","2016-03-08"\n')],
  ])('reads a file %s', (_, bytes) => {
    const [row] = readCsv(bytes).rows;
    expect([row?.cells['force_id'], row?.cells['published_on']]).toEqual(published);
  });

  it('reads a file as windows-1252 if it is not valid UTF-8', () => {
    const bytes = new Uint8Array([...utf8('name\nSi'), 0xe2, ...utf8('n\n')]);
    expect(readCsv(bytes)).toMatchObject({ encoding: 'windows-1252', rows: [{ cells: { name: 'Siân' } }] });
  });

  it('keeps Welsh letters in UTF-8', () => {
    expect(readCsv(utf8('name\nŴyn ap Ŷnyr\n')).rows[0]?.cells['name']).toBe('Ŵyn ap Ŷnyr');
  });

  it('counts lines like an editor, even after a cell with a line break', () => {
    const table = readCsv(utf8('a,b\r\n"two\r\nlines",1\r\n\r\nx,2\r\n'));
    expect(table.rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  it.each([
    ['an unclosed quotation mark', 'a,b\n1,2\n3,"4\n5,6\n', 'line 3'],
    ['a quotation mark inside a cell', 'a,b\n1,2\n3,4"5\n', 'line 3'],
    ['more cells than columns', 'a,b\n1,2\n3,4,5\n', 'line 3'],
  ])('refuses %s and names the line', (_, text, line) => {
    expect(refusalOf(() => readCsv(utf8(text))).particulars[0]?.where).toBe(line);
  });

  it('refuses an empty file and a column that appears twice', () => {
    expect(refusalOf(() => readCsv(utf8(''))).code).toBe('bad-input');
    expect(refusalOf(() => readCsv(utf8('a,A\n1,2\n'))).message).toContain('there twice');
  });
});

const today = Temporal.PlainDate.from('2016-03-08');

describe('the import of a CSV file of publications', () => {
  const parse = (text: string) => parseRows(readCsv(utf8(text)), publicationRows, today);

  it('reads dates in the British way', () => {
    const { rows } = parse('force,date\nessex,08/03/2016\nkent,2 June 2016\n');
    expect(rows.map(({ row }) => row.published_on.on.toString())).toEqual(['2016-03-08', '2016-06-02']);
  });

  it('names every line and column with a mistake, and imports nothing', () => {
    const refusal = refusalOf(() =>
      parse('force_id,published_on,report_url\nessex,2016-02-30,\n,2016-03-08,x\n'),
    );
    expect(refusal.message).toBe('2 lines cannot be used. Nothing was imported.');
    expect(refusal.particulars).toEqual([
      {
        where: 'line 2, published_on',
        problem: '30 February 2016 does not exist. Give a day from 1 to 29 February 2016.',
      },
      { where: 'line 3, force_id', problem: 'is empty.' },
      { where: 'line 3, report_url', problem: 'must be a web address, e.g. https://…' },
    ]);
  });

  it('names a missing column and the columns that are there', () => {
    expect(refusalOf(() => parse('force,when\nessex,2016-03-08\n')).message).toContain(
      'does not have the column published_on. Its first line has: force, when.',
    );
  });

  it('lists the columns that it does not know and ignores them', () => {
    expect(parse('force_id,published_on,colour\nessex,2016-03-08,blue\n').ignored).toEqual(['colour']);
  });
});

describe('the import of a CSV file of recommendations', () => {
  const parse = (text: string) => parseRecommendations(readCsv(utf8(text)), today).recommendations;

  it('marks a timescale as illustrative if the file quotes neither wording nor page', () => {
    const [summary, quoted] = parse(
      'number,title,timescale,page\n1,Skills,immediately,\n2,Recognising signs,3 months,17\n',
    );
    expect([summary?.illustrative, quoted?.illustrative]).toEqual([true, false]);
    expect(quoted?.timescale).toBe('3 months');
  });

  it('follows a column that says whether a timescale is illustrative', () => {
    const [recommendation] = parse('number,title,timescale,illustrative\n1,Skills,immediately,no\n');
    expect(recommendation?.illustrative).toBe(false);
  });

  it('names the line of a repeated number or an unknown timescale', () => {
    expect(refusalOf(() => parse('number,title\n1,a\n1,b\n')).particulars).toEqual([
      { where: 'line 3, number', problem: '1 is on line 2 already.' },
    ]);
    const [problem] = refusalOf(() => parse('number,title,timescale\n1,a,soon\n')).particulars;
    expect(problem?.where).toBe('line 2, timescale');
    expect(problem?.problem).toContain(
      '"soon" is not a timescale that can be counted. Write it as in the report',
    );
  });
});

describe('a CSV file that Revisit writes', () => {
  it('contains no formula that Excel runs, and reads back unchanged', () => {
    const written = writeCsv(['a'], [{ a: '=1+1' }, { a: '+44' }, { a: '@x' }, { a: '-1' }, { a: "it's" }]);
    expect(written).toContain("'=1+1");
    expect(readCsv(utf8(written)).rows.map(({ cells }) => cells['a'])).toEqual([
      '=1+1',
      '+44',
      '@x',
      '-1',
      "it's",
    ]);
  });

  it.each([
    ['straight double quotation marks', '"Outstanding" practice'],
    ['a whole title in straight double quotation marks', '"Outstanding"'],
    ['curly double quotation marks', '“Outstanding” practice'],
    ['straight single quotation marks', "'Outstanding' practice"],
    ['curly single quotation marks', '‘Outstanding’ practice'],
    ['a quotation mark before a formula', "'=1+1' on page 3"],
    ['two quotation marks before a formula', "''=1+1"],
    ['a quotation mark before a hyphen', "'-isms' in reports"],
    ['a double quotation mark before a formula', '"=1+1"'],
    ['a formula with a quotation mark', '="Outstanding"'],
    ['a quotation mark alone', "'"],
  ])('reads back unchanged if a cell begins with %s', (_, text) => {
    const written = writeCsv(['text', 'end'], [{ text, end: '.' }]);
    expect(readCsv(utf8(written)).rows[0]?.cells['text']).toBe(text);
    expect(written.split('\r\n')[1]).not.toMatch(/^"?[=+\-@]/u);
  });

  it('reads back unchanged with any text in its cells', () => {
    const cell = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() === text && !/[\r\uFEFF\0]/u.test(text));
    const opening = fc.constantFrom('', "'", "''", "'=", "'-", '"', '"=', '‘', '’', '“', '«', '=');
    const opened = fc
      .tuple(opening, cell)
      .map(([before, text]) => `${before}${text}`)
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.array(opened, { minLength: 1, maxLength: 5 }), (cells) => {
        const written = writeCsv(
          ['text', 'end'],
          cells.map((text) => ({ text, end: '.' })),
        );
        expect(readCsv(utf8(written)).rows.map((row) => row.cells['text'])).toEqual(cells);
      }),
    );
  });
});
