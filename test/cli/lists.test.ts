import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit, revisitJson } from '../support/command-line.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';

let stack: TestStack;
let other: TestStack;
beforeAll(async () => {
  [stack, other] = await Promise.all([createTestStack(), createTestStack()]);
  for (const { clock } of [stack, other]) clock.setAsOf(Temporal.Instant.from('2024-03-01T10:00:00Z'));
  await say('force import data/forces.csv');
  await say('force import data/invented-forces.csv');
  await say('force rename avon-and-somerset "Avon and Somerset Police" --from 2020-01-01');
  await say('import data/ncpi-publications.csv');
});
afterAll(() => Promise.all([stack.stop(), other.stop()]));

async function say(line: string, to = stack): Promise<string> {
  const { exitCode, out, err } = await revisit(`${line} --yes`, to);
  expect([exitCode, err], line).toEqual([0, '']);
  return out;
}

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(stack.directory, name);
  await writeFile(path, content);
  return path;
}

/** Encodes text in windows-1252. That code page cannot write ŵ, and writes é and ’ differently from UTF-8. */
function asWindows1252(text: string): Uint8Array {
  const others = new Map([['’', 0x92]]);
  return Uint8Array.from(Array.from(text, (letter) => others.get(letter) ?? letter.charCodeAt(0)));
}

describe('an exported list', () => {
  it.each([
    ['forces', 'force import'],
    ['publications', 'import'],
  ])('of %s gives the same list when another service imports it', async (list, command) => {
    const file = join(stack.directory, `${list}.csv`);
    expect(await say(`export ${list} --out ${file}`)).toMatch(/^\d+ lines of \w+ written to /u);
    await say(`${command} ${file}`, other);
    expect(await say(`export ${list}`, other)).toBe(await readFile(file, 'utf8'));
  });

  it('of forces keeps the earlier names of a force', async () => {
    expect((await say('force list', other)).replaceAll(/\s+/gu, ' ')).toContain('Avon and Somerset Police');
    const { out } = await revisit('export forces', other);
    expect(out).toMatch(
      /Avon and Somerset Constabulary,[^\n]*\n[^\n]*Avon and Somerset Police,[^\n]*,2020-01-01/u,
    );
  });

  it('of recommendations reads back unchanged, even with formulas', async () => {
    const file = await fileOf(
      'recommendations.csv',
      'number,title,wording,page,timescale,addressee\n1,=HYPERLINK(A1),"Said, ""at once""",12,immediately,force\n2,@SUM(A1),,,within six months,other\n',
    );
    await say(`recommendations import essex ${file}`);
    const exported = await say('export recommendations essex');
    expect(exported).toContain(`'=HYPERLINK`);
    expect(exported).toContain(`'@SUM(A1)`);
    const again = await say(`recommendations import essex ${await fileOf('again.csv', exported)}`);
    expect(again).toContain('Nothing had to change, so nothing was written.');
  });

  it('of bank holidays changes nothing when it is imported again', async () => {
    const file = join(stack.directory, 'holidays.csv');
    await say(`export holidays --out ${file}`);
    expect(await say(`calendar import ${file}`)).toContain('Nothing had to change');
  });
});

describe('a contact list from a spreadsheet', () => {
  const saved =
    'Force;Role;Name;E-mail;From\r\nEssex Police;Lead;Chief Superintendent D’Arcy;darcy@essex.example;01/03/2024\r\nEssex Police;sign off;Assistant Chief Constable Doré;dore@essex.example;\r\n';

  it('can be a file from Excel with semicolons, an old code page and British dates', async () => {
    const file = await fileOf('contacts.csv', asWindows1252(saved));
    expect(await say(`contact import ${file} --check`)).toContain('Nothing was written.');
    expect(await say('export contacts')).toBe('\uFEFFforce_id,role,name,email,from,to\r\n');
    expect(await say(`contact import ${file}`)).toContain('2 contacts added, 0 changed, 0 unchanged.');
    expect(await say('export contacts essex')).toContain(
      'essex,lead,Chief Superintendent D’Arcy,darcy@essex.example,2024-03-01,\r\nessex,sign-off,Assistant Chief Constable Doré,',
    );
    expect(await say(`contact import ${file}`)).toContain('0 contacts added, 0 changed, 2 unchanged.');
  });

  it('updates a name or a date, but removes nobody', async () => {
    const file = await fileOf(
      'changed.csv',
      'force,role,name,email,to\nessex,lead,Commander D’Arcy,darcy@essex.example,1 June 2024\n',
    );
    expect(await revisitJson(`contact import ${file}`, stack)).toMatchObject({
      changedContacts: [{ id: 'lead-1', force: 'essex', role: 'lead' }],
    });
    expect(await say('contact list essex')).toMatch(/Commander D’Arcy[^]*1 Jun 2024[^]*Doré/u);
  });

  it('is refused as a whole if one line is wrong, and the error names every line and column', async () => {
    const file = await fileOf(
      'wrong.csv',
      'force,role,name,email\nesex,lead,A,a@essex.example\nessex,boss,B,b@essex.example\n',
    );
    const roles = await revisit(`contact import ${file}`, stack);
    expect([roles.exitCode, roles.err]).toEqual([
      2,
      expect.stringContaining('line 3, role: There is no role "boss"'),
    ]);
    const rivals = await fileOf(
      'rivals.csv',
      'force,role,name,email\nesex,lead,A,a@essex.example\nessex,sign-off,B,b@essex.example\nkent,lead,C,c@kent.example\nkent,lead,C,C@kent.example\n',
    );
    const { exitCode, err } = await revisit(`contact import ${rivals}`, stack);
    const said = err.replaceAll(/\s+/gu, ' ');
    expect(exitCode).toBe(2);
    expect(said).toContain('line 2, force_id: There is no force or other body "esex". Did you mean essex?');
    expect(said).toContain('line 3, role: Assistant Chief Constable Doré is already sign-off of essex.');
    expect(said).toContain('line 5, email: the same contact is on line 4.');
    expect(await say('contact list kent')).toContain('has no contacts');
  });
});
