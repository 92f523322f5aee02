import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { findFollowUp } from '../../shared/use-cases/finding/find-follow-up.ts';
import { auditKinds, gatherAudit, type AuditedEntry } from '../../shared/use-cases/desk/gather-audit.ts';
import { ServiceError } from '../../shared/errors.ts';
import { defineCommand, followUpArgumentOf, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { momentWords } from '../terminal/notices.ts';
import { renderTable } from '../terminal/table.ts';

export const showAudit = defineCommand({
  summary: 'Show who did what, when and why',
  description:
    'Revisit writes each entry in the same transaction as the change, and never edits it. Reading a return or an email is recorded too. The audit does not hold answers or addresses. On a deployed stage it names the AWS identity of whoever ran the command. The name after it is the one that they chose. Without a follow-up, it shows everything, with contacts, bank holidays, suspensions and programmes.',
  examples: [
    { line: 'revisit audit essex', says: 'every change to the follow-up and to its people' },
    { line: 'revisit audit --from 2016-04-18 --to 2016-04-18', says: 'everything that was done on a day' },
    { line: 'revisit audit --by p-nair --kind reading', says: 'what one person read' },
    { line: 'revisit audit --kind settings', says: 'every change of a bank holiday or a suspension' },
  ],
  input: {
    followUp: followUpArgumentOf(z.string().optional(), {
      changes: false,
      help: 'the follow-up, by id or body (default: everything)',
    }),
    by: option(z.string().trim().min(1, 'must not be empty.').optional(), {
      value: '<person>',
      help: 'show only what this person did, by a part of the name',
    }),
    kind: option(z.enum(auditKinds, `must be one of ${auditKinds.join(', ')}.`).optional(), {
      value: '<kind>',
      help: `${auditKinds.join(', ')} (default: all)`,
    }),
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day' }),
    to: option(dateInput.optional(), { value: '<date>', help: 'the last day' }),
  },
  output: z.object({
    followUp: z.string().optional(),
    entries: z.array(
      z.object({
        at: instant,
        by: z.string(),
        /** The AWS identity of the caller, on a deployed stage. */
        caller: z.string().optional(),
        kind: z.enum(auditKinds),
        about: z.string(),
        action: z.string(),
        summary: z.string(),
      }),
    ),
  }),
  run: async ({ followUp: written, from, to, by, kind }, { service, terminal }) => {
    if (from !== undefined && to !== undefined && from.toString() > to.toString())
      throw new ServiceError('bad-input', '--to must not be before --from.', { field: 'to' });
    const revisit = await service();
    const followUp = written === undefined ? undefined : await findFollowUp(revisit, written);
    const entries = await gatherAudit(revisit, { followUp, from, to, by, kind });
    return {
      document: { followUp: followUp?.id, entries },
      text: () =>
        entries.length === 0
          ? 'Nothing is recorded that fits.'
          : renderTable(
              entries.map((entry) => [
                momentWords(entry.at),
                whoDid(entry),
                ...(followUp === undefined ? [entry.about] : []),
                entry.action,
                entry.summary,
              ]),
              {
                columns: [
                  { title: 'WHEN', align: 'right' },
                  { title: 'WHO' },
                  ...(followUp === undefined ? [{ title: 'ABOUT' }] : []),
                  { title: 'DID' },
                  { title: 'WHAT', flexible: true },
                ],
                terminal,
              },
            ),
    };
  },
});

/** Returns e.g. "p-nair", or "RevisitAdmin/p.nair (p-nair)" if AWS says who it was. */
function whoDid({ by, caller }: AuditedEntry): string {
  return caller === undefined ? by : `${caller.replace(/^arn:[^/]*\//u, '')} (${by})`;
}
