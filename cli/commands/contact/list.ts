import * as z from 'zod';
import { londonDate, type PlainDate } from '../../../shared/domain/dates.ts';
import { findBody } from '../../../shared/use-cases/finding/find-body.ts';
import { commandLines } from '../../../shared/wording/commands.ts';
import { argument, defineCommand, flag } from '../../command/command.ts';
import { contactDocument, contactOutput } from '../../output/people-output.ts';
import { shortDate } from '../../terminal/dates.ts';
import { renderTable } from '../../terminal/table.ts';

export const listContacts = defineCommand({
  summary: "List a body's contacts with their roles and dates",
  examples: [
    { line: 'revisit contact list essex --past', says: 'every contact, including those who have left' },
  ],
  input: {
    body: argument(z.string(), 'the body, by id or name'),
    past: flag('also show contacts who no longer hold their role'),
  },
  output: z.object({ contacts: z.array(contactOutput) }),
  run: async (input, { service, terminal }) => {
    const revisit = await service();
    const body = await findBody(revisit, input.body);
    const today = londonDate(revisit.clock.now());
    const all = (await revisit.people.contacts(body.id)).map((contact) => contactDocument(contact, today));
    const hasLeft = ({ to }: (typeof all)[number]): boolean => to !== undefined && to.until(today).sign >= 0;
    const contacts = all.filter((contact) => input.past || !hasLeft(contact));
    const text = (): string => {
      if (contacts.length === 0) {
        return `${body.id} has no contacts, so nobody there gets an email. Add one with ${commandLines.addContact(body.id)}.`;
      }
      return renderTable(
        contacts.map(({ id, role, name, email, from, to, unreachable, away }) => [
          role,
          [name, terminal.muted(id), ...(away === undefined ? [] : [awayWords(away)])].join('\n'),
          unreachable === undefined
            ? email
            : `${email}\n${terminal.alert(`no email reaches it: ${unreachable}`)}`,
          from === undefined ? '' : shortDate(from),
          to === undefined ? '' : shortDate(to),
        ]),
        {
          columns: [
            { title: 'ROLE' },
            { title: 'NAME AND ID', flexible: true },
            { title: 'EMAIL', flexible: true },
            { title: 'FROM', align: 'right' },
            { title: 'TO', align: 'right' },
          ],
          terminal,
        },
      );
    };
    return { document: { contacts }, text };
  },
});

function awayWords({ since, backOn }: { since: PlainDate; backOn?: PlainDate }): string {
  return backOn === undefined ? `away since ${shortDate(since)}` : `away until ${shortDate(backOn)}`;
}
