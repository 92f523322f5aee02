import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const MONTHS = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';

/**
 * Covers dates around New Year. The report came out in November 2026, so some of its dates are in 2027. Each of those
 * days is in a month that no date of 2026 has here.
 */
describe('a command that is run in December about dates of the next year', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService();
    at('2026-11-02T10:00:00Z');
    await run('force import test/support/few-forces.csv');
    await run('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"');
    await run(
      'contact add essex --role lead --name "Superintendent Shaw" --email lead@essex.police.example --yes',
    );
    await run('publish essex --on 2026-11-02 --owner nair --yes');
    await running.sweepTo('2026-12-10');
    await run('extend essex --milestone revisit --to 2027-06-04 --reason "An inquest" --yes');
    await run('visit book essex --first 2027-05-18 --yes');
    at('2026-12-15T10:00:00Z');
  });
  afterAll(() => running.stop());

  const at = (instant: string): void => {
    running.stack.clock.setAsOf(Temporal.Instant.from(instant));
  };
  const run = async (line: string): Promise<string> => {
    const { exitCode, out, err } = await revisit(line, running.stack);
    expect([line, exitCode, err]).toEqual([line, 0, '']);
    return out.replaceAll(/\s+/gu, ' ');
  };

  /**
   * Returns the days of the next year that stand without their year. A span of days has the year at its end, and the
   * working day that people are shown stands beside the date with its year.
   */
  const withoutYear = (text: string): string[] =>
    [
      ...text
        .replaceAll(/\(shown as [^)]*\)/gu, '')
        .matchAll(new RegExp(`\\b\\d{1,2} (${MONTHS})\\b(?! 20\\d\\d)[^,;.]{0,12}`, 'gu')),
    ]
      .filter(([, month = '']) => /^(?:Jan|Feb|Mar|Apr|May|Jun)/u.test(month))
      .map(([found]) => found)
      .filter((found) => !/(?:-| to )\d/u.test(found));

  it.each([
    '',
    'list',
    'show essex',
    'brief essex',
    'explain essex',
    'explain essex --contact lead-1 --on 2026-12-15',
    'plan --from 2026-12-15 --to 2027-04-30',
    'notices',
    'notices --summary',
    'due-date 2026-11-02',
    'suspend --from 2026-12-16 --until 2027-01-08 --reason Strike --diff',
    'extend essex --milestone three-month-update --to 2027-03-05 --reason Leave --diff',
  ])('writes each of those days with its year: revisit %s', async (line) => {
    expect(withoutYear(await run(line))).toEqual([]);
  });

  it('writes the original date beside the revised one', async () => {
    expect(await run('list')).toMatch(/4 Jun 2027 \(was 2 May 2027\)/u);
    expect(await run('show essex')).toContain('Revisit due 4 Jun 2027 (was 2 May 2027)');
    expect(await run('brief essex')).toContain('revisit by 4 June 2027, originally 2 May 2027');
    expect(await run('explain essex')).toContain('4 June 2027, originally 2 May 2027');
    const extended = await run(
      'extend essex --milestone revisit --to 2027-06-11 --reason "An inquest" --diff',
    );
    expect(extended).toContain('originally 2 May 2027');
  });
});
