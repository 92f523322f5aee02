import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandList } from '../../cli/command-line/command-list.ts';
import { formatDate } from '../../shared/domain/dates.ts';
import { shortDate } from '../../cli/terminal/dates.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';
import { TableContent, inOneOrder } from '../support/table-content.ts';

let running: RunningTestService;
let restore: () => Promise<void>;
let table: TableContent;
beforeAll(async () => {
  running = await startTestService();
  table = new TableContent(running.stack);
  setDay('2016-03-08');
  for (const [name, content] of files) await writeFile(join(running.stack.directory, name), content);
  await given(
    'force import test/support/few-forces.csv',
    'owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"',
    'owner add "Rose Okafor" --email okafor@inspectorate.example --telephone "020 7946 0100" --head',
    'contact add essex --role lead --name "Superintendent Shaw" --email lead@essex.example',
    'publish essex --on 2016-03-08 --recommendations data/essex-2016-recommendations.csv --yes',
    'publish norfolk --on 2016-04-30 --prepare',
    'import DIR/staged.csv',
  );
  setDay('2016-04-20');
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

const files: readonly (readonly [string, string])[] = [
  ['staged.csv', 'force_id,published_on\nwiltshire,2016-02-11\n'],
  ['contacts.csv', 'force_id,role,name,email,from\nessex,deputy,Khan,khan@essex.example,2016-05-02\n'],
  ['contacts-2.csv', 'force_id,role,name,email,from\nessex,deputy,Kemp,khan@essex.example,2016-05-02\n'],
  ['recommendations.csv', 'number,title\n1,Quokka\n'],
  ['recommendations-2.csv', 'number,title\n1,Numbat\n'],
  ['forces.csv', 'id,name,nation,region\nessex,Essex Police,England,Quokka\n'],
  ['forces-2.csv', 'id,name,nation,region\nessex,Essex Police,England,Numbat\n'],
  ['holidays.csv', 'date,title\n2016-06-13,Quokka Day\n'],
  ['holidays-2.csv', 'date,title\n2016-06-13,Numbat Day\n'],
];

function setDay(day: string): void {
  running.stack.clock.setAsOf(Temporal.Instant.from(`${day}T09:30:00Z`));
}

async function run(line: string): Promise<{ exitCode: number; said: string }> {
  const typed = line.replaceAll('DIR', running.stack.directory);
  const { exitCode, out, err } = await revisit(`${typed} --yes`, running.stack);
  return { exitCode, said: `${out}\n${err}`.replaceAll(/\s+/gu, ' ') };
}

async function given(...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { exitCode, said } = await run(line);
    expect([exitCode, said], line).toEqual([0, said]);
  }
}

/** Returns everything that is stored, without the audit and without what each write counts up. */
async function stored(): Promise<string> {
  const items = [...(await table.read())].filter(([key]) => !/audit/iu.test(key));
  const counted = /"(?:version|attention\w*|gsi\w*|updatedAt|looked\w*)":(?:"[^"]*"|\d+),?/giu;
  return items
    .map(([key, item]) => `${key} ${inOneOrder(item).replaceAll(counted, '')}`)
    .sort()
    .join('\n');
}

function isDay(fact: string): boolean {
  return /^\d{4}-\d\d-\d\d$/u.test(fact);
}

/** Returns every spelling of a fact: the word itself, or a day as it is stored and as people read it. */
function spellings(fact: string): string[] {
  if (!isDay(fact)) return [fact];
  const on = Temporal.PlainDate.from(fact);
  return [fact, formatDate(on), shortDate(on)];
}

const holds = (text: string, fact: string): boolean => spellings(fact).some((one) => text.includes(one));

/**
 * A command that changes something, what must be so before, and the same command with another fact. The fact is a word
 * or a day that stands nowhere else.
 */
interface Case {
  readonly before?: readonly string[];
  readonly line: string;
  readonly fact: string;
  readonly other: string;
  readonly otherFact: string;
}

const vary = (line: string, [fact, otherFact]: readonly [string, string], before: string[] = []): Case => ({
  before,
  line: line.replace('FACT', fact),
  fact,
  other: line.replace('FACT', otherFact),
  otherFact,
});

const words = ['Quokka', 'Numbat'] as const;
const booked = 'visit book essex --first 2016-09-05';

const cases: Readonly<Record<string, readonly Case[]>> = {
  publish: [
    vary('publish kent --on 2016-04-19 --title FACT', words),
    vary('publish norfolk --on 2016-04-30 --prepare --title FACT', words),
    vary('publish norfolk --on FACT --prepare', ['2016-05-10', '2016-05-14']),
    vary('publish kent --on 2016-04-19 --title FACT --reopen', words, [
      'publish kent --on 2016-04-19 --title Quokka',
      'withdraw kent --reason Mistake',
    ]),
    vary('publish essex --on 2016-03-08 --title FACT', ['"National', 'Numbat'], []),
  ],
  'publish confirm': [
    vary('publish confirm norfolk-ncpi-2016-04-30 --on FACT', ['2016-04-19', '2016-04-18']),
  ],
  close: [vary('close wiltshire --reason FACT', words)],
  withdraw: [vary('withdraw essex --reason FACT', words)],
  release: [vary('release FACT', ['wiltshire', 'kent'])],
  import: [vary('import DIR/FACT.csv', ['staged', 'none'])],
  extend: [vary('extend essex --milestone revisit --to FACT --reason x', ['2016-10-06', '2016-10-13'])],
  pause: [
    vary('pause essex --from FACT --reason x', ['2016-04-25', '2016-04-26']),
    vary('pause essex --reason FACT', words),
  ],
  resume: [vary('resume essex --on FACT', ['2016-05-11', '2016-05-12'], ['pause essex --reason x'])],
  suspend: [vary('suspend --from FACT --reason x', ['2016-04-25', '2016-04-26'])],
  decide: [vary('decide essex inspection --on FACT', ['2016-04-14', '2016-04-15'])],
  judge: [vary('judge essex 1 differs --note FACT', words)],
  'close-recommendation': [
    vary('close-recommendation essex 1 --note FACT', words),
    vary('close-recommendation essex 1 --reopen --note FACT', words, ['close-recommendation essex 1']),
  ],
  'lpb received': [vary('lpb received essex --on FACT', ['2016-04-14', '2016-04-15'])],
  'returns record': [
    vary(
      'returns record essex --milestone six-week-response --how letter --received-on 2016-04-18 --approved-by FACT',
      words,
    ),
  ],
  'call log': [vary('call log essex --note FACT', words)],
  'visit book': [vary('visit book essex --first FACT', ['2016-09-05', '2016-09-06'])],
  'visit move': [vary('visit move essex --first FACT --reason x', ['2016-09-12', '2016-09-13'], [booked])],
  'visit cancel': [vary('visit cancel essex --reason FACT', words, [booked])],
  'visit done': [
    vary('visit done essex --first FACT', ['2016-04-11', '2016-04-15']),
    vary('visit done essex --first FACT', ['2016-04-15', '2016-04-11']),
  ],
  'visit report': [
    vary(
      'visit report essex --on FACT',
      ['2016-04-18', '2016-04-19'],
      ['visit done essex --first 2016-04-11'],
    ),
  ],
  'visit reason': [vary('visit reason essex FACT', words)],
  'contact add': [vary('contact add essex --role deputy --email k@essex.example --name FACT', words)],
  'contact move': [vary('contact move essex superintendent-shaw --on FACT', ['2016-05-02', '2016-05-03'])],
  'contact import': [vary('contact import DIR/FACT.csv', ['contacts', 'contacts-2'])],
  'owner add': [vary('owner add "Sam Roe" --email roe@inspectorate.example --telephone FACT', words)],
  'owner assign': [vary('owner assign essex FACT', ['priya-nair', 'rose-okafor'])],
  'force rename': [vary('force rename essex "Essex Constabulary" --from FACT', ['2016-05-02', '2016-05-03'])],
  'legal-hold place': [vary('legal-hold place essex --reason FACT', words)],
  'organisation set': [vary('organisation set --website FACT', ['quokka.example', 'numbat.example'])],
  wait: [vary('wait essex --until FACT --reason x', ['2016-04-27', '2016-04-28'])],
  'privacy set': [vary('privacy set --controller FACT', words)],
  'calendar add': [vary('calendar add 2016-06-10 --title FACT', words)],
  'calendar import': [vary('calendar import DIR/FACT.csv', ['holidays', 'holidays-2'])],
  'recommendations import': [
    vary('recommendations import essex DIR/FACT.csv', ['recommendations', 'recommendations-2']),
  ],
  'force import': [vary('force import DIR/FACT.csv', ['forces', 'forces-2'])],
};

/** What the argument of a command puts into the table, if it is the name of a file. */
const inFile: Readonly<Record<string, string>> = {
  staged: 'wiltshire-ncpi-2016-02-11',
  contacts: 'Khan',
  'contacts-2': 'Kemp',
  recommendations: 'Quokka',
  'recommendations-2': 'Numbat',
  forces: 'Quokka',
  'forces-2': 'Numbat',
  holidays: 'Quokka Day',
  'holidays-2': 'Numbat Day',
};

const all = Object.values(cases).flat();

/** Commands that record something new each time, such as another call. */
const repeats = /^(?:call log|visit move) /u;

describe('an answer of a command', () => {
  it.each(all)('tells what is stored: $line, the same again, then $other', async (one) => {
    await given(...(one.before ?? []));
    let before = await stored();
    for (const { line, fact, isAgain } of [
      { line: one.line, fact: one.fact, isAgain: false },
      { line: one.line, fact: one.fact, isAgain: true },
      { line: one.other, fact: one.otherFact, isAgain: false },
    ]) {
      const { exitCode, said } = await run(line);
      const after = await stored();
      const isStored = holds(after, inFile[fact] ?? fact);
      expect(exitCode === 1 || exitCode > 4, said).toBe(false);
      if (exitCode !== 0 || (isAgain && !repeats.test(line))) expect([said, after]).toEqual([said, before]);
      else if (isStored && isDay(fact)) expect(holds(said, fact), `${line}: ${said}`).toBe(true);
      else if (!isStored) {
        expect(said, line).toMatch(/Nothing (?:had to change|was written|of \S+ is staged)|unchanged/u);
        expect(holds(said, inFile[fact] ?? fact), `${line}: ${said}`).toBe(false);
      }
      before = after;
    }
  });
});

/** Commands that only read, or change nothing that is stored about a follow-up, its people or the calendar. */
const readers = new Set([
  '',
  'list',
  'due-date',
  'body list',
  'programme check',
  'programme preview',
  'programme list',
  'programme show',
  'calendar list',
  'force list',
  'contact list',
  'legal-hold list',
  'inbox list',
  'inbox show',
  'inbox read',
  'owner list',
  'handover list',
  'plan',
  'notices',
  'audit',
  'show',
  'explain',
  'returns',
  'brief',
  'year',
  'export',
  'export forces',
  'export contacts',
  'export publications',
  'export recommendations',
  'export holidays',
  'report',
  'completion',
  'doctor',
  'suspend list',
  'privacy show',
  'organisation show',
  'local start',
  'local status',
  'local clock',
  'local reset',
]);

/** Commands whose facts come from an email, a form, a queue or the table, so that no argument can differ. */
const withoutFacts = new Set([
  'body import',
  'calendar remove',
  'contact accept',
  'contact refuse',
  'contact erase',
  'contact remove',
  'handover approve',
  'handover refuse',
  'inbox assign',
  'inbox discard',
  'legal-hold lift',
  'more-time grant',
  'more-time refuse',
  'owner remove',
  'programme add',
  'programme move',
  'programme retire',
  'record',
  'redrive',
  'resend',
  'returns accept',
  'returns ask-again',
  'told',
  'visit announce',
  'sweep',
  'arm',
]);

it('is tested for every command that changes something', () => {
  const known = [...Object.keys(cases), ...readers, ...withoutFacts].sort();
  expect(known).toEqual(commandList.map(({ words: typed }) => typed.join(' ')).sort());
});
