import { nameMilestone } from '../../shared/domain/programme.ts';
import { ncpi, ncpiDuty, ncpiRound, rolesNamed } from '../builders/ncpi.ts';
import type { Statement } from '../../shared/domain/statement.ts';
import type { RoundStanding } from '../../shared/wording/round-standing.ts';
import { Temporal } from 'temporal-polyfill';
import type { Organisation } from '../../shared/domain/organisation.ts';
import type {
  Addressee,
  AnnouncedSection,
  ChaserSection,
  CorrectionSection,
  CopyReader,
  DatesSection,
  EmailFacts,
  NonEmpty,
  ReminderSection,
  QuestionsSection,
  ReceiptSection,
  Report,
  ReportsEmail,
  RequestSection,
  Section,
  StatutorySection,
  ToldChange,
} from '../../shared/wording/email-facts.ts';

/** One sample of every kind of email, and of each variant of its sentences. People and links are invented. */

export const link = 'https://follow-up.inspectorate.example/f/7k4m-x2pd-9qwt-h6rv-c3nj-8bfa';
export const otherLink = 'https://follow-up.inspectorate.example/f/2h8n-q5tz-4mkc-w9db-x7rp-6jgy';
const reportUrl = 'https://inspectorate.example/essex-2016';

export function on(date: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

export const essex: Report = {
  bodyName: 'Essex Police',
  subject: 'child protection',
  followUpId: 'essex-ncpi-2016-03-08',
  body: ncpi.body,
  document: ncpi.report,
  care: ncpi.care,
  publishedOn: on('2016-03-08'),
  url: reportUrl,
};
const earlierEssex: Report = {
  ...essex,
  followUpId: 'essex-ncpi-2015-11-10',
  publishedOn: on('2015-11-10'),
  url: undefined,
};

const owner = { name: 'Priya Nair', telephone: '020 7946 0123' };
const lead = 'Chief Superintendent Shaw';
/** The organisation of the samples. */
export const inspectorate: Organisation = {
  name: "His Majesty's Inspectorate",
  website: 'www.inspectorate.example',
  telephone: '020 7946 0000',
};
const occasion = { today: on('2016-03-22'), organisation: inspectorate };
const envelope = { language: 'en', simulated: false, noun: 'force', recipientName: lead } as const;
const toOwner = { ...envelope, today: occasion.today } as const;
const aboutRound = {
  ...envelope,
  ...occasion,
  report: essex,
  round: ncpiRound('six-week-response'),
  owners: [owner],
} as const;

export function addressee(given: Partial<Addressee> = {}): Addressee {
  return { as: 'addressee', link, inPlaceOfLead: false, copied: rolesNamed('liaison'), ...given };
}

const copy: CopyReader = { as: 'copy', of: lead, link: otherLink };

export function aReportsEmail(sections: NonEmpty<Section>, given: Partial<ReportsEmail> = {}): ReportsEmail {
  return { ...envelope, ...occasion, kind: 'reports', owners: [owner], changes: [], sections, ...given };
}

function change(was: Statement, now: Statement, name: string): ToldChange {
  return { toldAt: Temporal.Instant.from('2016-03-09T10:00:00Z'), was, now, name };
}

/** What we have if so many of the answers are saved and nothing else has come. */
function standing(saved: number, asked: number): RoundStanding {
  return { saved, asked, onForm: [], held: [] };
}

const emailed = {
  at: Temporal.Instant.from('2016-04-11T09:05:00Z'),
  recommendations: [1, 2, 3],
  unplaced: 0,
};

const visitOff: CorrectionSection = {
  kind: 'correction',
  news: 'correction',
  report: essex,
  reader: addressee({ link: undefined, copied: [] }),
  isClosed: false,
  changes: [
    change(
      { says: 'visit', firstOn: on('2016-10-04'), lastOn: on('2016-10-06') },
      { says: 'no-visit-days' },
      'revisit',
    ),
  ],
};

export const dates: DatesSection = {
  kind: 'dates',
  news: 'dates',
  report: essex,
  reader: addressee({ link: undefined }),
  rounds: [
    { round: ncpiRound('six-week-response'), by: on('2016-04-19') },
    { round: ncpiRound('three-month-update'), by: on('2016-06-08') },
    { round: ncpiRound('pre-revisit-update'), by: on('2016-08-11') },
  ],
  immediate: true,
  revisitBy: on('2016-09-08'),
};

/** The five areas of concern of the Essex report. */
const essexAsked = [
  'Skills of staff and quality of child abuse investigations',
  'Recognising the signs of child sexual exploitation',
  'Protecting children who regularly go missing from home',
  'Managing the risk posed by suspects in child abuse cases',
  'Avoiding unnecessary detention of children in police custody',
].map((title, index) => ({ number: index + 1, title }));

export const request: RequestSection = {
  kind: 'request',
  news: 'request',
  report: essex,
  reader: addressee(),
  round: ncpiRound('six-week-response'),
  by: on('2016-04-19'),
  asked: essexAsked,
  prefilled: false,
};

export const nudge: ReminderSection = {
  kind: 'reminder',
  news: 'reminder',
  report: essex,
  reader: addressee(),
  round: ncpiRound('six-week-response'),
  by: on('2016-04-19'),
  standing: standing(3, 5),
  prefilled: false,
};

export const canWeHelp: ChaserSection = {
  kind: 'chaser',
  news: 'chaser',
  report: essex,
  reader: addressee({ copied: rolesNamed('deputy', 'liaison') }),
  round: ncpiRound('six-week-response'),
  by: on('2016-04-19'),
  standing: standing(3, 5),
  ringOn: on('2016-05-04'),
};

export const stillNeeded: ChaserSection = {
  ...canWeHelp,
  news: 'last-chaser',
  reader: addressee({ copied: rolesNamed('deputy', 'sign-off', 'liaison') }),
};

export const questions: QuestionsSection = {
  kind: 'questions',
  news: 'questions',
  report: essex,
  reader: addressee({ copied: [] }),
  round: ncpiRound('six-week-response'),
  by: on('2016-05-18'),
  recommendations: [2, 4],
};

export const receipt: ReceiptSection = {
  kind: 'receipt',
  news: 'receipt',
  report: essex,
  reader: addressee({ link: undefined, copied: [] }),
  round: ncpiRound('six-week-response'),
  receivedAt: Temporal.Instant.from('2016-04-18T15:12:00Z'),
  reference: 'ESSEX-2016-A1',
  answered: 5,
  asked: 5,
  changed: false,
  readBy: on('2016-05-03'),
  changeUntil: on('2016-04-26'),
  next: { on: on('2016-05-18'), round: ncpiRound('three-month-update') },
  revisitBy: on('2016-09-08'),
};

export const announced: AnnouncedSection = {
  kind: 'announced',
  news: 'announced',
  report: essex,
  reader: addressee({ link: undefined, copied: rolesNamed('sign-off', 'liaison') }),
  firstOn: on('2016-09-05'),
  lastOn: on('2016-09-07'),
};

export const statutory: StatutorySection = {
  kind: 'statutory',
  news: 'statutory',
  duty: ncpiDuty,
  dutyHolder: 'local policing body',
  report: { ...essex, publishedOn: on('2018-03-08') },
  reader: addressee({ link: undefined, copied: [] }),
  by: on('2018-05-02'),
};

const loamshire = {
  id: 'loamshire',
  followUpId: 'loamshire-ncpi-2016-03-08',
  name: 'Loamshire Police',
  publishedOn: on('2016-03-08'),
  noun: 'force',
  nouns: 'forces',
  simulated: true,
};
const essexBody = {
  id: 'essex',
  followUpId: 'essex-ncpi-2016-03-08',
  name: 'Essex Police',
  publishedOn: on('2016-03-08'),
  noun: 'force',
  nouns: 'forces',
  simulated: false,
};
const office = { recipientName: 'Office of the Police and Crime Commissioner for Essex' };

export const sampleEmails: Record<string, EmailFacts> = {
  dates: aReportsEmail([dates]),
  'dates, in place of the lead, with one round': aReportsEmail([
    {
      ...dates,
      report: { ...essex, url: undefined },
      reader: addressee({ link: undefined, inPlaceOfLead: true, copied: [] }),
      rounds: [{ round: ncpiRound('pre-revisit-update'), by: on('2016-08-11') }],
      immediate: false,
    },
  ]),
  'dates, without a round to come': aReportsEmail([{ ...dates, rounds: [], revisitBy: undefined }]),
  'what others did': aReportsEmail([
    {
      kind: 'others-did',
      news: 'others-did',
      report: essex,
      reader: addressee({ link: undefined, copied: [] }),
      round: ncpiRound('six-week-response'),
      deeds: [
        {
          kind: 'pressed-send',
          at: Temporal.Instant.from('2016-04-18T22:45:00Z'),
          who: lead,
          isProved: false,
        },
        {
          kind: 'more-time',
          at: Temporal.Instant.from('2016-04-18T15:12:00Z'),
          who: 'Superintendent Okoro',
          isProved: true,
        },
      ],
    },
  ]),
  'correction, visit cancelled': aReportsEmail([visitOff]),
  'correction, several dates': aReportsEmail([
    {
      ...visitOff,
      changes: [
        change(
          { says: 'answer-by', round: 'three-month-update', on: on('2016-06-08') },
          { says: 'answer-by', round: 'three-month-update', on: on('2016-06-09') },
          'three-month update',
        ),
        change(
          { says: 'revisit-by', on: on('2016-09-08') },
          { says: 'revisit-by', on: on('2016-10-20') },
          'revisit',
        ),
      ],
    },
  ]),
  'correction, clocks stopped': aReportsEmail([
    {
      ...visitOff,
      changes: [
        change(
          { says: 'answer-by', round: 'three-month-update', on: on('2016-06-08') },
          { says: 'round-stopped', round: 'three-month-update' },
          'three-month update',
        ),
        change({ says: 'revisit-by', on: on('2016-09-08') }, { says: 'revisit-stopped' }, 'revisit'),
      ],
    },
  ]),
  'correction, clocks started': aReportsEmail([
    {
      ...visitOff,
      changes: [
        change(
          { says: 'round-stopped', round: 'three-month-update' },
          { says: 'answer-by', round: 'three-month-update', on: on('2016-07-08') },
          'three-month update',
        ),
        change({ says: 'revisit-stopped' }, { says: 'revisit-by', on: on('2016-10-20') }, 'revisit'),
      ],
    },
  ]),
  'correction, withdrawn': aReportsEmail([
    {
      ...visitOff,
      isClosed: true,
      changes: [
        change(
          { says: 'answer-by', round: 'three-month-update', on: on('2016-06-08') },
          { says: 'not-needed', round: 'three-month-update' },
          'three-month update',
        ),
        change({ says: 'revisit-by', on: on('2016-09-08') }, { says: 'no-revisit' }, 'revisit'),
      ],
    },
  ]),
  'correction, two reports': aReportsEmail([visitOff, { ...visitOff, report: earlierEssex }]),
  'nudge, with a change': aReportsEmail([nudge], {
    changes: [
      {
        report: essex,
        isClosed: false,
        changes: [
          change(
            { says: 'answer-by', round: 'six-week-response', on: on('2016-04-18') },
            { says: 'answer-by', round: 'six-week-response', on: on('2016-04-19') },
            'six-week response',
          ),
        ],
      },
    ],
  }),
  'dates, copy': aReportsEmail([{ ...dates, reader: { as: 'copy', of: lead } }], {
    recipientName: 'Essex inspection liaison',
  }),
  'dates, two reports': aReportsEmail([dates, { ...dates, report: earlierEssex }]),
  request: aReportsEmail([request]),
  'request, forty recommendations': aReportsEmail([
    {
      ...request,
      asked: Array.from({ length: 40 }, (_, index) => ({ number: index + 1, title: 'One of many' })),
    },
  ]),
  'request, three months, prefilled': aReportsEmail([
    {
      ...request,
      round: ncpiRound('three-month-update'),
      by: on('2016-06-08'),
      asked: essexAsked.slice(0, 4),
      prefilled: true,
    },
  ]),
  'request, before the revisit, replacing an earlier round': aReportsEmail([
    {
      ...request,
      round: ncpiRound('pre-revisit-update'),
      by: on('2016-08-11'),
      asked: essexAsked.slice(0, 1),
      replaces: ncpiRound('three-month-update'),
    },
  ]),
  'request, in place of the lead, no owner, no recommendation recorded': aReportsEmail(
    [{ ...request, asked: essexAsked.slice(0, 0), reader: addressee({ inPlaceOfLead: true, copied: [] }) }],
    { owners: [], recipientName: 'Essex inspection liaison' },
  ),
  'request, copy': aReportsEmail([{ ...request, reader: copy }], {
    recipientName: 'Essex inspection liaison',
  }),
  'request, two reports': aReportsEmail([
    {
      ...request,
      report: earlierEssex,
      reader: addressee({ link: otherLink }),
      round: ncpiRound('pre-revisit-update'),
      by: on('2016-04-12'),
      asked: essexAsked.slice(0, 3),
    },
    request,
  ]),
  'request, two reports, copy': aReportsEmail(
    [
      { ...request, reader: copy },
      {
        ...request,
        report: earlierEssex,
        reader: { ...copy, link },
        by: on('2016-04-12'),
        asked: essexAsked.slice(0, 3),
      },
    ],
    { recipientName: 'Essex inspection liaison' },
  ),
  nudge: aReportsEmail([nudge]),
  'nudge, nothing saved': aReportsEmail([{ ...nudge, standing: standing(0, 5) }]),
  'nudge, everything saved': aReportsEmail([{ ...nudge, standing: standing(5, 5) }]),
  'nudge, copy': aReportsEmail([{ ...nudge, reader: copy }], { recipientName: 'Essex inspection liaison' }),
  'nudge, two reports': aReportsEmail([
    nudge,
    { ...nudge, report: earlierEssex, reader: addressee({ link: otherLink }), standing: standing(0, 4) },
  ]),
  'nudge, answers emailed': aReportsEmail([{ ...nudge, standing: { ...standing(0, 5), onForm: [emailed] } }]),
  'nudge, answers emailed, copy': aReportsEmail(
    [
      {
        ...nudge,
        reader: copy,
        standing: {
          ...standing(1, 5),
          onForm: [{ ...emailed, who: 'Chief Superintendent Shaw', unplaced: 2 }],
        },
      },
    ],
    { recipientName: 'Essex inspection liaison' },
  ),
  'can we help, an email waits': aReportsEmail([
    { ...canWeHelp, standing: { ...standing(0, 5), held: [{ ...emailed, recommendations: [] }] } },
  ]),
  'can we help, more time and approval wait': aReportsEmail([
    {
      ...canWeHelp,
      standing: {
        ...standing(0, 5),
        moreTime: { at: emailed.at, who: 'Superintendent Jones', until: on('2016-05-10') },
        approval: { officer: 'Assistant Chief Constable Wynn', at: emailed.at },
      },
    },
  ]),
  'still needed, said to be sent': aReportsEmail([
    { ...stillNeeded, standing: { ...standing(0, 5), sentAnotherWay: { at: emailed.at, isProved: false } } },
  ]),
  'still needed, said with a code to be sent, copy': aReportsEmail(
    [
      {
        ...stillNeeded,
        reader: copy,
        standing: {
          ...standing(0, 5),
          sentAnotherWay: { at: emailed.at, isProved: true, who: 'Chief Superintendent Shaw' },
        },
      },
    ],
    { recipientName: 'Superintendent Jones' },
  ),
  'can we help': aReportsEmail([canWeHelp]),
  'can we help, nothing saved': aReportsEmail([{ ...canWeHelp, standing: standing(0, 5) }]),
  'can we help, copy': aReportsEmail([{ ...canWeHelp, reader: copy }], {
    recipientName: 'Superintendent Jones',
  }),
  'can we help, and a request': aReportsEmail([
    canWeHelp,
    { ...request, report: earlierEssex, reader: addressee({ link: otherLink }), by: on('2016-05-11') },
  ]),
  'still needed': aReportsEmail([stillNeeded]),
  'still needed, copy': aReportsEmail([{ ...stillNeeded, reader: copy }], {
    recipientName: 'Assistant Chief Constable Ŵyn',
  }),
  'still needed, two reports': aReportsEmail([
    stillNeeded,
    {
      ...stillNeeded,
      report: earlierEssex,
      reader: addressee({ link: otherLink }),
      standing: standing(0, 5),
    },
  ]),
  questions: aReportsEmail([questions]),
  'questions, one': aReportsEmail([{ ...questions, recommendations: [3] }]),
  receipt: aReportsEmail([receipt]),
  'receipt, changed, last round': aReportsEmail([
    { ...receipt, round: ncpiRound('pre-revisit-update'), changed: true, next: undefined },
  ]),
  'receipt, no owner': aReportsEmail([{ ...receipt, next: undefined, revisitBy: undefined }], { owners: [] }),
  'receipts, two reports': aReportsEmail([
    receipt,
    { ...receipt, report: earlierEssex, reference: 'ESSEX-2015-C1' },
  ]),
  announced: aReportsEmail([announced]),
  'announced, moved, copy': aReportsEmail(
    [{ ...announced, lastOn: on('2016-09-05'), reader: { as: 'copy', of: lead } }],
    { recipientName: 'Essex inspection liaison' },
  ),
  'statutory date': aReportsEmail([statutory], office),
  'statutory reminder': aReportsEmail([{ ...statutory, news: 'statutory-again' }], office),
  code: { ...aboutRound, kind: 'code', code: '493027', lifeMinutes: 10 },
  'new link': { ...aboutRound, kind: 'new-link', link, by: on('2016-04-19') },
  'new link, nothing due': { ...aboutRound, kind: 'new-link', link },
  named: {
    ...aboutRound,
    kind: 'named',
    recipientName: 'Superintendent Jones',
    from: lead,
    by: on('2016-04-19'),
    saved: 3,
    asked: 5,
    link,
  },
  'handed over': {
    ...aboutRound,
    kind: 'handed-over',
    from: undefined,
    to: 'Superintendent Jones',
    at: Temporal.Instant.from('2016-04-08T09:05:00Z'),
    state: { kind: 'done', undoUntil: on('2016-04-15'), undoLink: link },
  },
  'handed over, to the liaison': {
    ...aboutRound,
    kind: 'handed-over',
    recipientName: 'Essex inspection liaison',
    from: lead,
    to: 'Superintendent Jones',
    at: Temporal.Instant.from('2016-04-08T09:05:00Z'),
    state: { kind: 'done', undoUntil: on('2016-04-15') },
  },
  'handed over by the liaison': {
    ...aboutRound,
    kind: 'handed-over',
    from: 'Inspector Okoro (inspection liaison officer)',
    to: 'Superintendent Jones',
    at: Temporal.Instant.from('2016-04-08T09:05:00Z'),
    state: { kind: 'done', undoUntil: on('2016-04-15'), undoLink: link },
  },
  'handed over, awaiting approval': {
    ...aboutRound,
    kind: 'handed-over',
    from: undefined,
    to: 'Ms Adeyemi',
    at: Temporal.Instant.from('2016-04-08T09:05:00Z'),
    state: { kind: 'awaits-approval', answerBy: on('2016-04-12') },
  },
  'more time, granted': {
    ...aboutRound,
    kind: 'more-time-answer',
    granted: true,
    by: on('2016-05-10'),
    link,
  },
  'more time, not granted': {
    ...aboutRound,
    kind: 'more-time-answer',
    granted: false,
    by: on('2016-04-26'),
    link,
  },
  'approval asked': {
    ...aboutRound,
    kind: 'approval-asked',
    recipientName: 'Assistant Chief Constable Ŵyn',
    from: lead,
    by: on('2016-04-19'),
    answered: 5,
    asked: 5,
    link,
  },
  'approval told': {
    ...aboutRound,
    kind: 'approval-told',
    officer: 'Assistant Chief Constable Ŵyn',
    address: 'wyn@essex.police.example',
    at: Temporal.Instant.from('2016-04-14T12:00:00Z'),
  },
  'approval told, asked by the deputy': {
    ...aboutRound,
    kind: 'approval-told',
    from: 'Superintendent Okoro',
    officer: 'Assistant Chief Constable Ŵyn',
    address: 'wyn@essex.police.example',
    at: Temporal.Instant.from('2016-04-14T12:00:00Z'),
  },
  'email received': {
    ...aboutRound,
    kind: 'mail-received',
    receivedAt: emailed.at,
    waitsUntil: on('2016-04-18'),
    moreTimeUntil: undefined,
    link,
  },
  'email received, more time': {
    ...aboutRound,
    kind: 'mail-received',
    receivedAt: emailed.at,
    waitsUntil: on('2016-04-18'),
    moreTimeUntil: on('2016-05-10'),
    link,
  },
  'email received, waited before': {
    ...aboutRound,
    kind: 'mail-received',
    receivedAt: emailed.at,
    waitsUntil: undefined,
    moreTimeUntil: undefined,
    link,
  },
  'reply read': {
    ...aboutRound,
    kind: 'reply-read',
    receivedAt: Temporal.Instant.from('2016-04-14T12:00:00Z'),
    recommendations: [2, 3],
    saysMore: false,
    attachments: 1,
    refusedFiles: [{ name: 'plan.exe', bytes: 12, fate: 'type-not-allowed' }],
    by: on('2016-04-19'),
    link,
  },
  'reply read, no recommendation recognised': {
    ...aboutRound,
    kind: 'reply-read',
    receivedAt: Temporal.Instant.from('2016-04-14T12:00:00Z'),
    recommendations: [],
    saysMore: true,
    attachments: 0,
    refusedFiles: [],
    link,
  },
  'owner: somebody holds an old date': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'holds-old-date',
        body: essexBody,
        contact: { id: 'lead', name: lead, role: 'lead' },
        changes: visitOff.changes,
        report: essex,
      },
    ],
  },
  'owner: nobody reachable': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [{ alert: 'nobody-reachable', body: essexBody, about: nameMilestone(ncpi, 'six-week-response') }],
  },
  'owner: bounced and complained': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'unreachable',
        body: essexBody,
        contact: { name: lead, role: 'lead' },
        reason: 'bounced',
        requestsGoTo: { name: 'Superintendent Jones', isNew: true },
      },
      {
        alert: 'complaint',
        body: essexBody,
        contact: { name: 'Essex liaison', role: 'liaison' },
        requestsGoTo: { name: lead, isNew: false },
      },
    ],
  },
  'owner: suppressed, no longer on record': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [{ alert: 'unreachable', body: essexBody, reason: 'suppressed' }],
  },
  'owner: files refused': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'files-refused',
        body: essexBody,
        mailId: '2016-04-14-k3j9x2pd',
        receivedAt: Temporal.Instant.from('2016-04-14T12:00:00Z'),
        files: [
          { name: 'plan.exe', bytes: 12, fate: 'type-not-allowed' },
          { name: 'scan.pdf', bytes: 30_000_000, fate: 'too-large' },
        ],
      },
    ],
  },
  'owner: more time asked': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'more-time-asked',
        body: essexBody,
        round: ncpiRound('six-week-response'),
        askedBy: lead,
        due: on('2016-04-19'),
        until: on('2016-05-10'),
        answerBy: on('2016-04-18'),
      },
    ],
  },
  'owner: sent another way, without a code': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'sent-another-way',
        body: essexBody,
        round: ncpiRound('six-week-response'),
        saidBy: lead,
        isProved: false,
      },
    ],
  },
  'owner: not the right person': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'not-the-right-person',
        body: essexBody,
        round: ncpiRound('six-week-response'),
        saidBy: lead,
      },
    ],
  },
  'owner: handover to approve': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'handover',
        body: essexBody,
        round: ncpiRound('six-week-response'),
        from: lead,
        to: 'Ms Adeyemi',
        answerBy: on('2016-04-12'),
      },
    ],
  },
  'owner: handover done': {
    ...toOwner,
    kind: 'owner-alerts',
    recipientName: 'Priya Nair',
    alerts: [
      {
        alert: 'handover',
        body: essexBody,
        round: ncpiRound('six-week-response'),
        from: lead,
        to: 'Superintendent Jones',
      },
    ],
  },
  digest: {
    ...envelope,
    kind: 'digest',
    recipientName: 'Priya Nair',
    on: on('2016-07-18'),
    today: [
      { task: 'needs-a-reason', body: loamshire, by: on('2016-07-13') },
      {
        task: 'read-return',
        body: essexBody,
        round: ncpiRound('pre-revisit-update'),
        by: on('2016-07-11'),
      },
      { task: 'book', body: essexBody, by: on('2016-09-08') },
    ],
    waiting: [
      {
        body: essexBody,
        round: ncpiRound('three-month-update'),
        by: on('2016-07-12'),
        standing: standing(2, 4),
        ringOn: on('2016-07-26'),
      },
    ],
  },
  'digest, every task': {
    ...envelope,
    kind: 'digest',
    recipientName: 'Priya Nair',
    on: on('2016-07-18'),
    today: [
      { task: 'ring', body: essexBody, round: ncpiRound('three-month-update'), askedBy: on('2016-07-01') },
      { task: 'decide', body: essexBody, by: on('2016-07-20') },
      { task: 'unbooked', body: essexBody, by: on('2016-09-08') },
      { task: 'chief-inspectors-list', body: essexBody, by: on('2016-07-19') },
      {
        task: 'answer-more-time',
        body: essexBody,
        round: ncpiRound('three-month-update'),
        until: on('2016-08-01'),
        by: on('2016-07-19'),
      },
      { task: 'answer-handover', body: essexBody, to: 'Ms Adeyemi', by: on('2016-07-19') },
      { task: 'find-somebody', body: essexBody },
      { task: 'no-lead', body: essexBody },
      {
        task: 'not-the-right-person',
        body: essexBody,
        round: ncpiRound('three-month-update'),
        since: on('2016-06-08'),
      },
      {
        task: 'unconfirmed-return',
        body: essexBody,
        round: ncpiRound('three-month-update'),
        since: on('2016-06-08'),
      },
      { task: 'find-return', body: essexBody, round: ncpiRound('three-month-update'), isProved: true },
      {
        task: 'unconfirmed-request',
        body: essexBody,
        round: ncpiRound('three-month-update'),
        noticeId: 'n/1',
      },
      { task: 'no-local-policing-body', body: essexBody, by: on('2016-07-20') },
      { task: 'local-policing-body-late', body: essexBody, by: on('2016-07-01') },
      { task: 'look-at-notice', body: essexBody, noticeId: 'essex-ncpi-2016-03-08/six-week-response' },
    ],
    waiting: [],
  },
  'digest, nothing to do': {
    ...envelope,
    kind: 'digest',
    recipientName: 'Priya Nair',
    on: on('2016-07-18'),
    today: [],
    waiting: [],
  },
  assurance: {
    ...envelope,
    kind: 'assurance',
    recipientName: 'Ruth Okafor',
    from: on('2016-07-11'),
    to: on('2016-07-17'),
    due: 43,
    sent: 43,
    accepted: 42,
    unknown: 1,
    gaps: 0,
    problems: [
      {
        problem: 'unknown',
        body: essexBody,
        about: nameMilestone(ncpi, 'three-month-update'),
        noticeIds: ['essex-ncpi-2016-03-08/three-month-update/2016-06-08/nudge/lead'],
        contactId: 'lead',
      },
      { problem: 'holding-pen', count: 2, oldestOn: on('2016-07-14') },
    ],
  },
  'assurance, every problem': {
    ...envelope,
    kind: 'assurance',
    recipientName: 'Ruth Okafor',
    from: on('2016-07-11'),
    to: on('2016-07-17'),
    due: 50,
    sent: 43,
    accepted: 40,
    unknown: 1,
    gaps: 1,
    problems: [
      ...(
        [
          'gap',
          'failed',
          'rejected',
          'suppressed',
          'transientBounce',
          'permanentBounce',
          'complained',
        ] as const
      ).map((problem) => ({
        problem,
        body: loamshire,
        about: nameMilestone(ncpi, 'revisit'),
        noticeIds: ['loamshire-ncpi-2016-03-08/x', 'loamshire-ncpi-2016-03-08/x-copy'] as const,
        contactId: 'lead',
      })),
      { problem: 'other-emails', count: 2 },
      { problem: 'no-sweep', sweptAt: Temporal.Instant.from('2016-04-01T14:00:00Z') },
      { problem: 'dead-letters', count: 1 },
      { problem: 'nobody-responsible', count: 2 },
      { problem: 'no-programme-head' },
      { problem: 'holidays-run-out', knownTo: on('2030-12-31'), furthestDue: on('2031-02-01') },
    ],
  },
  'assurance, all well': {
    ...envelope,
    kind: 'assurance',
    recipientName: 'Ruth Okafor',
    from: on('2016-07-11'),
    to: on('2016-07-17'),
    due: 12,
    sent: 12,
    accepted: 12,
    unknown: 0,
    gaps: 0,
    problems: [],
  },
  'simulated request': aReportsEmail([{ ...request, report: { ...essex, bodyName: 'Loamshire Police' } }], {
    simulated: true,
  }),
};
