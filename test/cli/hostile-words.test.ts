import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandList } from '../../cli/command-line/command-list.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { aContact } from '../builders/follow-up.ts';
import type { Receipt } from '../../shared/domain/replies/receipt.ts';
import { corpusReceivedAt, corpusReplyToken } from '../use-cases/replies/corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from '../use-cases/replies/essex-inbox.ts';
import { joinLines } from '../../shared/domain/visible-text.ts';
import { revisit, revisitOnTerminal, type CommandRun } from '../support/command-line.ts';

/**
 * This text writes to the clipboard, rings the bell, clears the screen, deletes, reverses the reading direction, hides
 * characters, returns to the start of the line and uses our own styles.
 */
const SIGNS =
  'x\u001B]52;c;aGk=\u0007\u009B2J\u007F\u202Ey\u200B\u2066\u{E0041}\r\u001B[2J\u001B[1mbold\u001B[5m\u001B[31;1m';

/** Words of one line, such as a title, with lines that somebody added. No line of what we print may begin with them. */
const ATTACK = `${SIGNS}\r\nFORGED\u2028FORGED\u0085FORGED\nFORGED`;

const FORGED_LINE = /^[ \t]*FORGED/mu;

/** The start of the attack as Revisit shows it, in text or in JSON. */
const SHOWN = /␛\]52;c;aGk=␇<U\+009B>2J␡<U\+202E>|\\u001b\]52;c;aGk=\\u0007\\u009b2J\\u007f\\u202e/u;

const OUR_STYLES = /\u001B\[(?:1|2|22|31|39)m/gu;

const HIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;

const at = Temporal.Instant.from('2016-04-12T07:00:00Z');
const audit = { at, by: ATTACK, action: 'test', summary: `Audited ${ATTACK}` };

let inbox: EssexInbox;
let mailId: string;
let folder: string;
let mailFile: string;
beforeAll(async () => {
  inbox = await createEssexInbox();
  const { people, followUps, handovers, settings, legalHolds } = inbox.service;
  mailId = (await inbox.receive(hostileMail(), receipt)).id;
  folder = await mkdtemp(join(tmpdir(), 'revisit-test-'));
  mailFile = join(folder, 'hostile.eml');
  await writeFile(mailFile, hostileMail());
  await people.putBodies(
    [
      {
        id: 'essex',
        names: [{ name: `Essex ${ATTACK}` }],
        nation: 'England',
        region: ATTACK,
        simulated: false,
      },
    ],
    audit,
  );
  await people.putBody(
    { id: 'kent', names: [{ name: `Kent ${ATTACK}` }], nation: 'England', simulated: false },
    { replace: false },
  );
  await people.putStaffMember({
    id: 'p-nair',
    name: `Priya ${ATTACK}`,
    email: 'p.nair@inspectorate.example',
    telephone: `020 ${ATTACK}`,
    role: 'programme-head',
  });
  for (const contact of await people.contacts('essex')) {
    await people.putContact({ ...contact, name: `${contact.name} ${ATTACK}` }, { isNew: false, audit });
  }
  await people.putContact(
    aContact({ id: 'lead', forceId: 'kent', role: 'lead', name: `Kent lead ${ATTACK}` }),
    {
      isNew: true,
      audit,
    },
  );
  const { followUp, recommendations, rounds } = await followUps.load(essexId);
  await followUps.change({
    before: followUp,
    after: { ...followUp, reportTitle: ATTACK, source: ATTACK, lateReason: ATTACK, knownFollowUp: ATTACK },
    recommendations: recommendations.map((one) => ({
      ...one,
      title: `${one.title} ${ATTACK}`,
      wording: SIGNS,
    })),
    rounds: [
      {
        ...(rounds.find(({ id }) => id === 'six-week-response') ?? { savedAnswers: [], version: 0 }),
        id: 'six-week-response',
        returns: [
          {
            version: 1,
            reference: 'ESX-1',
            receivedAt: at,
            contactId: 'lead',
            how: 'form',
            answered: 1,
            asked: 5,
            flags: [`A flag ${ATTACK}`],
          },
        ],
        handoversAsked: [{ id: 'handover-1', toName: `Colleague ${ATTACK}`, askedAt: at }],
      },
    ],
    returned: {
      followUpId: essexId,
      round: 'six-week-response',
      version: 1,
      reference: 'ESX-1',
      receivedAt: at,
      how: 'form',
      contactId: 'lead',
      approvedBy: { name: ATTACK, rank: ATTACK, on: ATTACK },
      answers: {
        '1': { status: 'part-way', words: { practice: SIGNS, obstacles: `a\n${SIGNS}` }, evidence: [] },
      },
      whole: { officer: ATTACK, anythingElse: SIGNS, attachments: [{ name: `${ATTACK}.pdf` }] },
    },
    call: { at, contactId: 'lead', theyRang: true, note: SIGNS, recordedBy: ATTACK },
    audit,
  });
  await handovers.put(essexId, {
    id: 'handover-1',
    round: 'six-week-response',
    fromContactId: 'lead',
    fromName: `Lead ${ATTACK}`,
    toName: `Colleague ${ATTACK}`,
    toEmail: 'colleague@elsewhere.example',
    askedAt: at,
    state: 'awaits-approval',
    version: 0,
  });
  await legalHolds.place({ forceId: 'essex', reason: ATTACK, since: at, by: ATTACK });
  await settings.change({
    setting: 'calendar',
    before: await settings.calendarChanges(),
    after: { added: [{ on: '2016-06-10', title: `Holiday ${ATTACK}` }], dropped: [] },
    audit,
  });
  await writeFile(
    file('contacts.csv'),
    `force_id,role,name,email\nessex,deputy,"${ATTACK}",new@essex.police.example\n`,
  );
  await writeFile(file('forces.csv'), `id,name,nation\n"${ATTACK}",X,England\n`);
  await writeFile(
    file('publications.csv'),
    `force_id,published_on,known_follow_up\nkent,2016-03-01,"${ATTACK}"\n`,
  );
  await writeFile(file('recommendations.csv'), `number,title\n1,"One ${ATTACK}"\n`);
  await writeFile(file('holidays.json'), JSON.stringify({ [ATTACK]: 1 }));
});
afterAll(async () => {
  await inbox.stop();
  await rm(folder, { recursive: true });
});

const receipt: Receipt = {
  id: 'hostile',
  receivedAt: corpusReceivedAt,
  envelopeFrom: 'stranger@elsewhere.example',
  recipients: [`reply+${corpusReplyToken}@reply.inspectorate.example`],
  verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
  rawKey: 'mail/hostile.eml',
};

function file(name: string): string {
  return join(inbox.stack.directory, name);
}

function hostileMail(): string {
  const word = `=?utf-8?B?${Buffer.from(ATTACK, 'utf8').toString('base64')}?=`;
  const body = Buffer.from(`Good morning,\n${SIGNS}\nmore time please`, 'utf8').toString('base64');
  return [
    `From: ${word} <stranger@elsewhere.example>`,
    'To: reply@reply.inspectorate.example',
    `Subject: ${word} Essex`,
    'Message-ID: <hostile@elsewhere.example>',
    'Date: Tue, 12 Apr 2016 07:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
    '--b',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename="${word}.pdf"`,
    '',
    '%PDF-1.4',
    '--b--',
    '',
  ].join('\r\n');
}

/** A line for every command, by its words. The commands that only read come first. */
const lines: Readonly<Record<string, () => string>> = {
  '': () => '',
  list: () => 'list',
  'due-date': () => `due-date "${ATTACK}"`,
  'body list': () => 'body list',
  'body import': () => `body import ${file('forces.csv')} --kind "${ATTACK}"`,
  'programme check': () => `programme check ${file('programme.json')}`,
  'programme preview': () => `programme preview ${file('programme.json')} --out ${file('preview.html')}`,
  'programme add': () => `programme add ${file('programme.json')}`,
  'programme list': () => 'programme list',
  'programme show': () => `programme show "${ATTACK}"`,
  'programme move': () => 'programme move essex --to 7',
  'programme retire': () => `programme retire "${ATTACK}"`,
  'calendar list': () => 'calendar list',
  'force list': () => 'force list',
  'contact list': () => 'contact list essex',
  'legal-hold list': () => 'legal-hold list',
  'inbox list': () => 'inbox list',
  'inbox show': () => `inbox show ${mailId}`,
  'owner list': () => 'owner list',
  'handover list': () => 'handover list essex',
  plan: () => 'plan --weeks 8',
  notices: () => 'notices',
  audit: () => 'audit essex',
  show: () => 'show essex',
  explain: () => 'explain essex',
  returns: () => 'returns essex',
  brief: () => 'brief essex',
  year: () => 'year --from 2015-04-01 --to 2016-03-31',
  export: () => 'export',
  'export forces': () => 'export forces',
  'export contacts': () => 'export contacts',
  'export publications': () => 'export publications',
  'export recommendations': () => 'export recommendations',
  'export holidays': () => 'export holidays',
  report: () => `report --html ${file('report.html')}`,
  completion: () => 'completion bash',
  doctor: () => 'doctor',
  'calendar add': () => `calendar add 2016-06-13 --title "${ATTACK}"`,
  'calendar remove': () => 'calendar remove 2016-06-10 --diff',
  'calendar import': () => `calendar import ${file('holidays.json')}`,
  'force import': () => `force import ${file('forces.csv')}`,
  'force rename': () => `force rename kent "${ATTACK}" --from 2016-04-01`,
  'contact add': () => `contact add kent --role deputy --name "${ATTACK}" --email deputy@kent.example`,
  'contact import': () => `contact import ${file('contacts.csv')} --diff`,
  'contact move': () => 'contact move essex lead --on 2016-05-01 --diff',
  'contact accept': () => `contact accept ${mailId}`,
  'contact refuse': () => `contact refuse ${mailId} --reason "${ATTACK}"`,
  'contact erase': () => 'contact erase essex former',
  'contact remove': () => 'contact remove essex former --diff',
  'legal-hold place': () => `legal-hold place essex --reason "${ATTACK}"`,
  'legal-hold lift': () => 'legal-hold lift essex',
  'inbox assign': () => `inbox assign ${mailId} "${ATTACK}"`,
  'inbox discard': () => `inbox discard "${ATTACK}" --reason "${ATTACK}"`,
  'owner add': () => `owner add "${ATTACK}" --email two@inspectorate.example --telephone "${ATTACK}"`,
  'owner remove': () => `owner remove "${ATTACK}" --to p-nair`,
  'owner assign': () => `owner assign essex "${ATTACK}"`,
  'handover approve': () => 'handover approve essex --id handover-2',
  'handover refuse': () => 'handover refuse essex',
  publish: () =>
    `publish kent --on 2016-04-01 --title "${ATTACK}" --recommendations ${file('recommendations.csv')}`,
  'publish confirm': () => `publish confirm "${ATTACK}"`,
  import: () => `import ${file('publications.csv')} --check`,
  release: () => `release "${ATTACK}"`,
  extend: () => `extend essex --milestone revisit --to 2016-10-10 --reason "${ATTACK}" --diff`,
  'more-time grant': () => 'more-time grant essex',
  'more-time refuse': () => 'more-time refuse essex',
  told: () => `told essex "${ATTACK}" --diff`,
  wait: () => `wait essex --until 2016-04-29 --reason "${ATTACK}" --diff`,
  record: () => `record essex "${ATTACK}" --on 2016-04-13 --diff`,
  pause: () => `pause essex --from 2016-04-13 --reason "${ATTACK}" --diff`,
  resume: () => 'resume essex --on 2016-04-14',
  close: () => `close essex --reason "${ATTACK}" --diff`,
  withdraw: () => `withdraw essex --reason "${ATTACK}" --diff`,
  suspend: () => `suspend --from 2016-04-13 --reason "${ATTACK}" --diff`,
  'suspend list': () => 'suspend list',
  'inbox read': () => `inbox read ${mailFile}`,
  'organisation show': () => 'organisation show',
  'organisation set': () => 'organisation set --name "HM Inspectorate"',
  'privacy show': () => 'privacy show',
  'privacy set': () => 'privacy set --mail 36',
  decide: () => 'decide essex light-touch --diff',
  'recommendations import': () => `recommendations import essex ${file('recommendations.csv')} --diff`,
  'close-recommendation': () => `close-recommendation essex 1 --note "${SIGNS}" --diff`,
  'visit book': () => 'visit book essex --first 2016-09-05',
  'visit move': () => `visit move essex --first 2016-09-06 --reason "${ATTACK}"`,
  'visit announce': () => 'visit announce essex',
  'visit report': () => 'visit report essex --on 2016-04-01',
  'visit reason': () => `visit reason essex "${ATTACK}"`,
  'visit cancel': () => `visit cancel essex --reason "${ATTACK}"`,
  'visit done': () => 'visit done essex --first 2016-04-11',
  sweep: () => 'sweep',
  resend: () => `resend "${ATTACK}"`,
  redrive: () => 'redrive',
  arm: () => 'arm',
  'returns record': () => 'returns record essex --how letter --received-on 2016-04-11 --diff',
  'returns accept': () => 'returns accept essex --diff',
  'returns ask-again': () => `returns ask-again essex --recommendation 1 --note "${SIGNS}" --diff`,
  judge: () => `judge essex 1 closed --note "${SIGNS}" --diff`,
  'call log': () => `call log essex --with lead --note "${SIGNS}" --diff`,
  'lpb received': () => `lpb received essex --on 2016-04-11 --url "${ATTACK}"`,
  'local start': () => `local start --port-base "${ATTACK}"`,
  'local status': () => 'local status',
  'local clock': () => `local clock "${ATTACK}"`,
  'local reset': () => `local reset "${ATTACK}"`,
};

function hiddenIn({ out, err }: CommandRun): string | undefined {
  // Lists for Excel start with a byte order mark.
  return HIDDEN.exec(
    `${out.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n')}\n${err}`.replaceAll(OUR_STYLES, ''),
  )?.[0];
}

describe('text with control characters that other people wrote', () => {
  it('is tested with every command (F33)', () => {
    expect(Object.keys(lines).sort()).toEqual(commandList.map(({ words }) => words.join(' ')).sort());
  });

  it.each(Object.keys(lines))('never controls the terminal of the admin: revisit %s (F33)', async (words) => {
    const line = lines[words]?.() ?? '';
    const environment = { ...inbox.stack.environment, REVISIT_HOME: file('home'), COLUMNS: '20000' };
    const first = await revisitOnTerminal(line, { environment });
    // Some commands do nothing without --yes. They print more with it.
    const others = first.exitCode === 0 ? [`${line} --json`] : [`${line} --json`, `${line} --yes`];
    for (const typed of [line, ...others]) {
      const run = typed === line ? first : await revisitOnTerminal(typed, { environment });
      expect(hiddenIn(run), `${typed}\n${JSON.stringify(run)}`).toBeUndefined();
      expect(FORGED_LINE.exec(`${run.out}\n${run.err}`)?.input).toBeUndefined();
      if (typed.endsWith('--json') && run.exitCode === 0)
        expect(() => void JSON.parse(run.out)).not.toThrow();
    }
  });

  it.each([
    '',
    'list',
    'calendar list',
    'contact list',
    'inbox show',
    'owner list',
    'handover list',
    'audit',
    'show',
    'returns',
    'export contacts',
  ])('is shown in visible signs, not dropped: revisit %s (F33)', async (words) => {
    const line = lines[words]?.() ?? '';
    expect((await revisit(line, inbox.stack)).out.replaceAll(/\n */gu, '')).toMatch(SHOWN);
    // The JSON of the desk names forces by id.
    if (words !== '') expect((await revisit(`${line} --json`, inbox.stack)).out).toMatch(SHOWN);
  });

  it('is unchanged in JSON, apart from line breaks (F33)', async () => {
    const { out } = await revisit('contact list essex --json', inbox.stack);
    expect(JSON.stringify(JSON.parse(out))).toContain(JSON.stringify(joinLines(ATTACK)).slice(1, -1));
  });

  it('loses line breaks and hidden characters before it is stored (F33)', async () => {
    await writeFile(
      file('lines.csv'),
      '\uFEFFnumber,title,wording\n1,"One\n\u200Btitle\u0007","Two\nlines"\n',
    );
    const line = `publish kent --on 2016-04-02 --title "a\r\n\u001B\u202Eb" --recommendations ${file('lines.csv')} --prepare`;
    expect((await revisit(line, inbox.stack)).exitCode).toBe(0);
    const { followUp, recommendations } = await inbox.service.followUps.load('kent-ncpi-2016-04-02');
    expect([followUp.reportTitle, recommendations[0]?.title, recommendations[0]?.wording]).toEqual([
      'a b',
      'One title',
      'Two\nlines',
    ]);
  });

  it('cannot start a new line in a name or a subject (F33)', async () => {
    const { out } = await revisit(`inbox show ${mailId}`, inbox.stack);
    expect(out).toContain('Subject: x␛]52;c;aGk=');
  });

  it('is printed without colour if NO_COLOR is set (F33)', async () => {
    const environment = { ...inbox.stack.environment, NO_COLOR: '1' };
    const { out } = await revisitOnTerminal('contact list essex', { environment });
    expect(out).not.toContain('\u001B');
    const coloured = await revisitOnTerminal('contact list essex', inbox.stack);
    expect(coloured.out).toContain('\u001B[1m');
  });

  it('never controls the terminal of someone who reads the log (F33)', () => {
    const logged: string[] = [];
    createLineLog((line) => logged.push(line)).warn('test', ATTACK);
    expect(logged.map((line) => HIDDEN.exec(line))).toEqual([null]);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ message: ATTACK });
  });
});
