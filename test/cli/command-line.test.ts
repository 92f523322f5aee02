import { describe, expect, it } from 'vitest';
import { commandList, families } from '../../cli/command-line/command-list.ts';
import { revisitWithoutService } from '../support/command-line.ts';

const commands = await Promise.all(
  commandList.map(async ({ words, load }) => ({
    line: ['revisit', ...words].join(' '),
    words,
    command: await load(),
  })),
);

/** The verbs that a summary begins with. A summary that begins with a noun fails, and so does a verb that is not listed. */
const verbs = [
  'Accept|Add|Allow|Announce|Answer|Approve|Ask|Assign|Book|Cancel|Check|Close|Confirm|Count|Delete|Discard|End|Erase',
  'Explain|Export|Extend|Give|Import|Let|List|Log|Manage|Move|Print|Put|Record|Refuse|Release|Remove|Resend|Run|Set|Show',
  'Stage|Start|Stop|Summarise|Withdraw|Work out|Write',
];
/** "List every force" begins with a verb. "List of forces" does not, although the word is on the list. */
const beginsWithVerb = new RegExp(`^(?:${verbs.join('|')}) (?!of\\b)`, 'u');

describe('every command', () => {
  it.each(commands)('has help with examples that use it: $line', ({ line, words, command }) => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/u);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      expect(example.line.startsWith(line) || words.length === 0, example.line).toBe(true);
    }
  });

  it.each(commands)('explains each argument and option in a plain phrase: $line', ({ command }) => {
    for (const { help, key } of command.parameters) expect(help, key).toMatch(/^[a-z][^;]{3,}[^.;]$/u);
  });

  it.each(commands)('has a summary of one sentence that begins with a verb: $line', ({ command }) => {
    expect(command.summary).toMatch(beginsWithVerb);
    expect(command.summary).not.toMatch(/[:;.]/u);
  });

  it.each(Object.entries(families))(
    'begins the summary of a family with a verb: revisit %s',
    (_, summary) => {
      expect(summary).toMatch(beginsWithVerb);
    },
  );

  it.each(commands.filter(({ words }) => words.length > 0))(
    'shows help in at most 80 columns: $line',
    async ({ words }) => {
      const { exitCode, out, err } = await revisitWithoutService(`${words.join(' ')} --help`);
      expect([exitCode, err]).toEqual([0, '']);
      const examples = out.indexOf('\nExamples:');
      const widest = Math.max(
        ...out
          .slice(0, examples)
          .split('\n')
          .map((text) => text.length),
      );
      expect(widest).toBeLessThanOrEqual(80);
    },
  );

  it('has a name of its own, and belongs to a family with a description if it has two words', () => {
    const lines = commands.map(({ line }) => line);
    expect(new Set(lines).size).toBe(lines.length);
    for (const { words } of commands.filter(({ words }) => words.length === 2)) {
      expect(families[words[0] ?? ''], words.join(' ')).toBeDefined();
    }
  });
});

describe('a command line that Revisit cannot understand', () => {
  it.each([
    ['lst', "Unknown command 'lst'. (Did you mean list?)"],
    ['visit bok essex', "Unknown command 'bok'. (Did you mean book?)"],
    ['frobnicate', "Unknown command 'frobnicate'. See revisit --help."],
    ['visit', 'Say what to do: revisit visit book | '],
    ['show', "Missing required argument 'follow-up'. See revisit show --help."],
    ['visit book essex', "Required option '--first <date>' not specified. See revisit visit book --help."],
    ['visit book essex --frist 2016-09-05', "Unknown option '--frist'. (Did you mean --first?)"],
    ['list --as-of yesterday', '"yesterday" is not a date'],
  ])('ends with exit code 2 and says what to type instead: %s', async (line, problem) => {
    const { exitCode, out, err } = await revisitWithoutService(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain(problem);
  });
});

describe('revisit --help and --version', () => {
  it('lists every command and family under a heading', async () => {
    const { out } = await revisitWithoutService('--help');
    for (const { words } of commands) expect(out).toContain(`  ${words[0] ?? ''}`);
    expect(Math.max(...out.split('\n').map((text) => text.length))).toBeLessThanOrEqual(80);
    expect(out).toMatch(/Look:[^]*Dates:[^]*People:[^]*Follow-ups:[^]*Visits:[^]*Mail:[^]*Running:/u);
  });

  it('lists, for one command, the common options and none of other commands', async () => {
    const { out } = await revisitWithoutService('returns record --help');
    const globals = out.slice(out.indexOf('Global Options:'), out.indexOf('\nExamples:'));
    expect(globals.match(/--[a-z-]+/gu)).toEqual(['--stage', '--json', '--as-of', '--yes']);
  });

  it('prints the version of the package with --version', async () => {
    const { out } = await revisitWithoutService('--version');
    expect(out).toBe('0.1.0\n');
  });
});
