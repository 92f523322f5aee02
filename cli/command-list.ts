import type { Command, CommandGroup } from './command.ts';

/** A command by its words, loaded only when it is called, so that a small one starts fast. */
export interface ListedCommand {
  /** `['visit', 'book']`; none for `revisit` alone. */
  readonly words: readonly string[];
  readonly group: CommandGroup;
  readonly load: () => Promise<Command>;
}

/** What a first word stands for where it leads to several commands. */
export const families: Readonly<Record<string, string>> = {
  force: 'The forces: list, import, rename',
  contact: "A force's contacts: add, list, move, remove",
  owner: 'The follow-up team: add, list, assign',
  publish: 'Record a published report, or one to come',
  returns: "A force's returns: read, accept, ask again, record",
  local: 'The service on this machine: start, status, clock, reset',
  visit: 'The revisit: book, move, cancel, announce, done, report, reason',
  'more-time': 'Answer a force that asked for more time: grant, refuse',
  calendar: 'The bank holidays: list, add, remove, import',
  call: 'Calls with a force: log',
  lpb: 'The local policing body: received',
};

// prettier-ignore
export const commandList: readonly ListedCommand[] = [
  { words: ['list'], group: 'Look', load: async () => (await import('./commands/list-follow-ups.ts')).listFollowUps },
  { words: ['due-date'], group: 'Dates', load: async () => (await import('./commands/due-date.ts')).dueDate },
  { words: ['calendar', 'list'], group: 'Dates', load: async () => (await import('./commands/list-calendar.ts')).listCalendar },
  { words: ['calendar', 'add'], group: 'Dates', load: async () => (await import('./commands/add-holiday.ts')).addHoliday },
  { words: ['calendar', 'remove'], group: 'Dates', load: async () => (await import('./commands/remove-holiday.ts')).removeHoliday },
  { words: ['calendar', 'import'], group: 'Dates', load: async () => (await import('./commands/import-calendar.ts')).importCalendar },
  { words: ['force', 'list'], group: 'People', load: async () => (await import('./commands/list-forces.ts')).listForces },
  { words: ['force', 'import'], group: 'People', load: async () => (await import('./commands/import-forces.ts')).importForces },
  { words: ['force', 'rename'], group: 'People', load: async () => (await import('./commands/rename-force.ts')).renameForce },
  { words: ['contact', 'add'], group: 'People', load: async () => (await import('./commands/add-contact.ts')).addContact },
  { words: ['contact', 'list'], group: 'People', load: async () => (await import('./commands/list-contacts.ts')).listContacts },
  { words: ['contact', 'move'], group: 'People', load: async () => (await import('./commands/move-contact.ts')).moveContact },
  { words: ['contact', 'remove'], group: 'People', load: async () => (await import('./commands/remove-contact.ts')).removeContact },
  { words: ['owner', 'add'], group: 'People', load: async () => (await import('./commands/add-owner.ts')).addOwner },
  { words: ['owner', 'list'], group: 'People', load: async () => (await import('./commands/list-owners.ts')).listOwners },
  { words: ['owner', 'assign'], group: 'People', load: async () => (await import('./commands/assign-owner.ts')).assignOwner },
  { words: ['publish'], group: 'Follow-ups', load: async () => (await import('./commands/publish-report.ts')).publishReport },
  { words: ['publish', 'confirm'], group: 'Follow-ups', load: async () => (await import('./commands/confirm-publication.ts')).confirmPublication },
  { words: ['import'], group: 'Follow-ups', load: async () => (await import('./commands/import-publications.ts')).importPublications },
  { words: ['release'], group: 'Follow-ups', load: async () => (await import('./commands/release-follow-ups.ts')).releaseFollowUps },
  { words: ['extend'], group: 'Follow-ups', load: async () => (await import('./commands/extend-milestone.ts')).extendMilestone },
  { words: ['more-time', 'grant'], group: 'Follow-ups', load: async () => (await import('./commands/grant-more-time.ts')).grantMoreTime },
  { words: ['more-time', 'refuse'], group: 'Follow-ups', load: async () => (await import('./commands/refuse-more-time.ts')).refuseMoreTime },
  { words: ['pause'], group: 'Follow-ups', load: async () => (await import('./commands/pause-follow-up.ts')).pauseFollowUp },
  { words: ['resume'], group: 'Follow-ups', load: async () => (await import('./commands/resume-follow-up.ts')).resumeFollowUp },
  { words: ['withdraw'], group: 'Follow-ups', load: async () => (await import('./commands/withdraw-follow-up.ts')).withdrawFollowUp },
  { words: ['suspend'], group: 'Follow-ups', load: async () => (await import('./commands/suspend-clocks.ts')).suspendClocks },
  { words: ['decide'], group: 'Follow-ups', load: async () => (await import('./commands/choose-follow-up.ts')).chooseFollowUp },
  { words: ['close-recommendation'], group: 'Follow-ups', load: async () => (await import('./commands/close-recommendation.ts')).closeRecommendation },
  { words: ['visit', 'book'], group: 'Visits', load: async () => (await import('./commands/book-visit.ts')).bookVisit },
  { words: ['visit', 'move'], group: 'Visits', load: async () => (await import('./commands/move-visit.ts')).moveVisit },
  { words: ['visit', 'cancel'], group: 'Visits', load: async () => (await import('./commands/cancel-visit.ts')).cancelVisit },
  { words: ['visit', 'announce'], group: 'Visits', load: async () => (await import('./commands/announce-visit.ts')).announceVisit },
  { words: ['visit', 'done'], group: 'Visits', load: async () => (await import('./commands/hold-visit.ts')).holdVisit },
  { words: ['visit', 'report'], group: 'Visits', load: async () => (await import('./commands/record-visit-report.ts')).recordVisitReport },
  { words: ['visit', 'reason'], group: 'Visits', load: async () => (await import('./commands/record-late-reason.ts')).recordLateReason },
  { words: ['plan'], group: 'Look', load: async () => (await import('./commands/plan.ts')).plan },
  { words: ['sweep'], group: 'Mail', load: async () => (await import('./commands/sweep.ts')).sweep },
  { words: ['resend'], group: 'Mail', load: async () => (await import('./commands/resend-notice.ts')).resendNotice },
  { words: ['redrive'], group: 'Mail', load: async () => (await import('./commands/redrive-queues.ts')).redriveQueues },
  { words: ['local', 'start'], group: 'Running', load: async () => (await import('./commands/start-local.ts')).startLocal },
  { words: ['local', 'status'], group: 'Running', load: async () => (await import('./commands/status-local.ts')).statusLocal },
  { words: ['local', 'clock'], group: 'Running', load: async () => (await import('./commands/set-local-clock.ts')).setLocalClock },
  { words: ['local', 'reset'], group: 'Running', load: async () => (await import('./commands/reset-local.ts')).resetLocal },
  { words: ['arm'], group: 'Running', load: async () => (await import('./commands/arm-table.ts')).armTable },
  { words: ['notices'], group: 'Look', load: async () => (await import('./commands/list-notices.ts')).listNotices },
  { words: ['audit'], group: 'Look', load: async () => (await import('./commands/show-audit.ts')).showAudit },
  { words: ['show'], group: 'Look', load: async () => (await import('./commands/show-follow-up.ts')).showFollowUp },
  { words: [], group: 'Look', load: async () => (await import('./commands/see-desk.ts')).seeDesk },
  { words: ['explain'], group: 'Look', load: async () => (await import('./commands/explain-follow-up.ts')).explainFollowUp },
  { words: ['returns'], group: 'Returns', load: async () => (await import('./commands/show-returns.ts')).showReturns },
  { words: ['returns', 'record'], group: 'Returns', load: async () => (await import('./commands/record-return.ts')).recordReturn },
  { words: ['returns', 'accept'], group: 'Returns', load: async () => (await import('./commands/accept-return.ts')).acceptReturn },
  { words: ['returns', 'ask-again'], group: 'Returns', load: async () => (await import('./commands/ask-again.ts')).askAgain },
  { words: ['judge'], group: 'Returns', load: async () => (await import('./commands/judge-recommendation.ts')).judgeRecommendation },
  { words: ['call', 'log'], group: 'Returns', load: async () => (await import('./commands/log-call.ts')).logCall },
  { words: ['lpb', 'received'], group: 'Returns', load: async () => (await import('./commands/record-comments.ts')).recordComments },
];
