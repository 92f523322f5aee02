import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../docs/decisions');
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const index = readFileSync(join(folder, 'README.md'), 'utf8').replaceAll(/ +/gu, ' ');

describe('a page in docs/decisions', () => {
  it.each(pages)('has a number, a date, a status and a row in the index: %s', (page) => {
    const [title = '', , status = ''] = readFileSync(join(folder, page), 'utf8').split('\n');
    const { number, name } = /^# (?<number>\d+)\. (?<name>.+)$/u.exec(title)?.groups ?? {};
    const { date, is } = /^Date: (?<date>\d{4}-\d\d-\d\d) · Status: (?<is>.+)$/u.exec(status)?.groups ?? {};
    expect(Number(page.slice(0, 4))).toBe(Number(number));
    expect(index).toContain(`| ${number} | [${name}](${page}) | ${date} | ${is} |`);
  });
});
