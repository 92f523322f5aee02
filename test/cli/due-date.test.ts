import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { revisitWithoutService } from '../support/command-line.ts';

describe('revisit due-date', () => {
  it('prints every date that follows from a publication day', async () => {
    const { exitCode, out, err } = await revisitWithoutService('due-date 2016-03-08 --json');
    expect([exitCode, err]).toEqual([0, '']);
    const document: unknown = JSON.parse(out);
    expect(document).toEqual({
      publishedOn: '2016-03-08',
      programme: 'ncpi',
      holidaysKnown: { country: 'england-and-wales', from: '2014-01-01', to: '2030-12-31' },
      given: [],
      milestones: [
        {
          id: 'six-week-response',
          dueOn: '2016-04-19',
          lastWorkingDay: '2016-04-19',
          ground: 'NCPI follow-up methodology: an action plan is usually required within six weeks',
          explanation: '42 days (6 weeks) after publication on 8 March 2016 is 19 April 2016.',
        },
        expect.objectContaining({ id: 'choose-follow-up', dueOn: '2016-05-03' }),
        expect.objectContaining({ id: 'three-month-update', dueOn: '2016-06-08' }),
        expect.objectContaining({ id: 'pre-revisit-update', dueOn: '2016-08-11' }),
        expect.objectContaining({ id: 'revisit', dueOn: '2016-09-08', lastWorkingDay: '2016-09-08' }),
      ],
    });
  });

  it('includes the date of the local policing body only for reports from 3 April 2017', async () => {
    const before = await revisitWithoutService('due-date 2017-04-02 --json');
    const after = await revisitWithoutService('due-date 2017-04-03 --json');
    expect(before.out).not.toContain('local-policing-body-comments');
    expect(after.out).toContain('local-policing-body-comments');
  });

  it('accepts a date in words, and prints the last working day that people are shown', async () => {
    const { out } = await revisitWithoutService('due-date "31 August 2015"');
    expect(out).toContain('29 Feb 2016       29 Feb 2016  revisit');
    expect(out).toContain('has no day 31, so its last day counts');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says for which years it knows the bank holidays', async () => {
    const { out } = await revisitWithoutService('due-date 2035-06-01');
    expect(out.replaceAll('\n', ' ')).toContain('the bank holidays of England and Wales from 2014 to 2030');
  });

  it.each([
    [
      'due-date 2016-02-30',
      '<date>: 30 February 2016 does not exist. Give a day from 1 to 29 February 2016.',
    ],
    ['due-date soon', '<date>: "soon" is not a date. Write 2016-03-08 or "8 March 2016".'],
    ['due-date', "Missing required argument 'date'."],
    [
      'due-date 2016-03-08 --programme xyz',
      '--programme: No programme "xyz" comes with Revisit. Use one of ncpi, cause-of-concern, or name a file such as xyz.json.',
    ],
    ['due-date 2016-03-08 --programe ncpi', "Unknown option '--programe'. (Did you mean --programme?)"],
    ['due-date 2016-03-08 2016-03-09', "Too many arguments for 'due-date'."],
  ])('ends with exit code 2 and names the mistake: %s', async (line, problem) => {
    const { exitCode, out, err } = await revisitWithoutService(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err.replaceAll('\n', ' ')).toContain(problem);
  });

  it('prints an error as JSON on stderr with --json', async () => {
    const { exitCode, out, err } = await revisitWithoutService('due-date 2016-02-30 --json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(err)).toEqual({
      code: 'bad-input',
      title: 'The input cannot be used',
      detail: '30 February 2016 does not exist. Give a day from 1 to 29 February 2016.',
      field: 'date',
      exitCode: 2,
    });
  });

  it('runs from any folder', async () => {
    const bin = join(import.meta.dirname, '../../cli/bin.js');
    const child = spawn(process.execPath, [bin, 'due-date', '2016-03-08', '--json'], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] },
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ publishedOn: '2016-03-08' });
  });
});
