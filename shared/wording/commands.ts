import { findNameProblem } from '../domain/people/person-name.ts';

/**
 * The commands that more than one text prints. Each runs as it stands, or ends in the arguments and options that it
 * still needs, such as `--first <date>`. A test compares them with the command line.
 *
 * On a terminal a follow-up can have its shortest name. Whatever is kept names it by its id.
 */
export const commandLines = {
  /** `named` is the person that the email names. What it lacks is left to fill in. */
  acceptContact: (mailId: string, named: { readonly name?: string; readonly email?: string } | undefined) =>
    [
      `revisit contact accept ${mailId}`,
      ...(named?.name === undefined || findNameProblem(named.name) !== undefined ? ['--name <name>'] : []),
      ...(named?.email === undefined ? ['--email <address>'] : []),
    ].join(' '),
  addContact: (forceId: string, role = '<role>') =>
    `revisit contact add ${forceId} --role ${role} --name <name> --email <address>`,
  addProgrammeHead: 'revisit owner add <name> --email <address> --telephone <number> --head',
  addOwner: 'revisit owner add <name> --email <address> --telephone <number>',
  assignOwner: (followUp = '<follow-up>') => `revisit owner assign ${followUp} <owner>`,
  bookVisit: (followUp: string) => `revisit visit book ${followUp} --first <date>`,
  discardAlike: (mailId: string) => `revisit inbox discard ${mailId} --all-like-it --reason <text>`,
  closeRecommendation: (followUp: string) => `revisit close-recommendation ${followUp} <number>`,
  decide: (followUp: string) => `revisit decide ${followUp} <light-touch|inspection>`,
  grantMoreTime: (followUp: string) => `revisit more-time grant ${followUp}`,
  holdVisit: (followUp: string) => `revisit visit done ${followUp} --first <date>`,
  importHolidays: 'revisit calendar import <file>',
  listAlike: (mailId: string) => `revisit inbox list --like ${mailId}`,
  listContacts: (forceId: string) => `revisit contact list ${forceId}`,
  listHandovers: (followUp: string) => `revisit handover list ${followUp}`,
  told: (followUp: string, contact: string) => `revisit told ${followUp} ${contact}`,
  logCall: (followUp: string) => `revisit call log ${followUp} --note <text>`,
  readReturns: (followUp: string) => `revisit returns ${followUp}`,
  recordComments: (followUp: string) => `revisit lpb received ${followUp}`,
  recordDay: (followUp: string, step: string) => `revisit record ${followUp} ${step} --on <date>`,
  /** If no round waits for a return, the command needs to know which round it is. */
  recordReturn: (followUp: string, round?: string) =>
    `revisit returns record ${followUp} --how <letter|email|other> --received-on <date>${round === undefined ? '' : ` --milestone ${round}`}`,
  refuseContact: (mailId: string) => `revisit contact refuse ${mailId} --reason <text>`,
  sayWhyLate: (followUp: string) => `revisit visit reason ${followUp} <reason>`,
  showMail: (mailId: string) => `revisit inbox show ${mailId}`,
} as const;
