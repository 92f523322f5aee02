import { Temporal } from 'temporal-polyfill';
import type { Programme, RungRule } from '../programme.ts';

/** The rungs that follow every progress request. `due` is the deadline that the request gave. */
const afterRequest: readonly RungRule[] = [
  {
    id: 'nudge',
    kind: 'reminder',
    at: { from: 'due', workingDays: -5 },
    to: ['lead'],
    // Ten would be too many. The three-month update is asked for 21 days ahead. If a bank holiday falls between, that
    // is nine working days before its nudge (Essex, 18 May to 1 June 2016).
    requestAcceptedWorkingDays: 5,
  },
  {
    id: 'can-we-help',
    kind: 'chaser',
    at: { from: 'due', workingDays: 3 },
    to: ['lead', 'deputy'],
    requestAcceptedWorkingDays: 10,
  },
  {
    id: 'still-needed',
    kind: 'chaser',
    at: { from: 'due', workingDays: 8 },
    to: ['lead', 'deputy', 'sign-off'],
    requestAcceptedWorkingDays: 10,
  },
  { id: 'ring', kind: 'task', at: { from: 'due', workingDays: 10 }, to: ['owner'] },
];

/** The National Child Protection Inspection programme (HMIC, and since 2017 HMICFRS). */
export const ncpi: Programme = {
  id: 'ncpi',
  version: 1,
  name: 'National Child Protection Inspection',
  subject: 'child protection',
  sendingHours: { from: { hour: 10, minute: 0 }, until: { hour: 17, minute: 0 } },
  lateRequestWorkingDays: 10,
  readingWorkingDays: 10,
  amendingWorkingDays: 5,
  milestones: [
    {
      id: 'publication',
      name: 'publication',
      due: { after: 'publication', days: 0 },
      ground: 'The day the inspection report was published starts every clock',
      policy: false,
      actor: 'inspectorate',
      movable: false,
      rungs: [
        { id: 'dates', kind: 'information', at: { from: 'publication', workingDays: 1 }, to: ['lead'] },
      ],
    },
    {
      id: 'six-week-response',
      name: 'six-week response',
      due: { after: 'publication', days: 42 },
      ground: 'NCPI follow-up methodology: an action plan is usually required within six weeks',
      policy: false,
      actor: 'force',
      movable: true,
      asksAbout: 'all',
      rungs: [
        { id: 'request', kind: 'request', at: { from: 'publication', days: 14 }, to: ['lead'] },
        ...afterRequest,
      ],
    },
    {
      id: 'local-policing-body-comments',
      name: "local policing body's comments",
      due: { beginningWith: 'publication', days: 56 },
      ground:
        'Police Act 1996 s.55(5A), inserted by Policing and Crime Act 2017 s.37: 56 days beginning with the day of publication',
      policy: false,
      actor: 'local-policing-body',
      publishedFrom: Temporal.PlainDate.from('2017-04-03'),
      movable: false,
      rungs: [
        {
          id: 'statutory-date',
          kind: 'information',
          at: { from: 'publication', workingDays: 1 },
          to: ['local-policing-body'],
        },
        {
          id: 'statutory-reminder',
          kind: 'reminder',
          at: { from: 'due', workingDays: -10 },
          to: ['local-policing-body'],
          requestAcceptedWorkingDays: 10,
        },
      ],
    },
    {
      id: 'choose-follow-up',
      name: 'choice of follow-up',
      due: { after: 'publication', days: 56 },
      ground:
        'Policy: inspectors decide on a light-touch discussion or a further inspection once the plan is reviewed',
      policy: true,
      actor: 'inspectorate',
      movable: true,
      rungs: [{ id: 'decide', kind: 'task', at: { from: 'due', workingDays: -10 }, to: ['owner'] }],
    },
    {
      id: 'three-month-update',
      name: 'three-month update',
      due: { after: 'publication', months: 3 },
      ground: 'Policy: recommendations carry timescales of immediately, three months and six months',
      policy: true,
      actor: 'force',
      movable: true,
      asksAbout: 'open-and-due',
      rungs: [
        { id: 'request', kind: 'request', at: { from: 'due', days: -21 }, to: ['lead'] },
        ...afterRequest,
      ],
    },
    {
      id: 'pre-revisit-update',
      name: 'update before our revisit',
      due: { before: 'revisit', days: 28 },
      ground: 'Policy: inspectors need an account of progress before they return',
      policy: true,
      actor: 'force',
      movable: true,
      asksAbout: 'open',
      rungs: [
        { id: 'request', kind: 'request', at: { from: 'revisit', days: -56 }, to: ['lead'] },
        ...afterRequest,
      ],
    },
    {
      id: 'revisit',
      name: 'revisit',
      due: { after: 'publication', months: 6 },
      ground:
        "The programme's published aim: to revisit each force no later than six months after the publication of the initial report",
      policy: false,
      actor: 'inspectorate',
      movable: true,
      rungs: [
        { id: 'book', kind: 'task', at: { from: 'due', days: -84 }, to: ['owner'] },
        { id: 'unbooked', kind: 'task', at: { from: 'due', days: -56 }, to: ['owner', 'programme-head'] },
        {
          id: 'chief-inspectors-list',
          kind: 'task',
          at: { from: 'due', days: -28 },
          to: ['owner', 'programme-head'],
        },
        { id: 'needs-a-reason', kind: 'task', at: { from: 'due', days: 1 }, to: ['owner'], weekly: true },
      ],
    },
  ],
};
