import * as z from 'zod';
import { announceVisit as run, planAnnouncement } from '../../../shared/use-cases/visits/announce-visit.ts';
import { defineCommand } from '../../command/command.ts';
import { foreseeChange } from '../../changes/foresee-change.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { emailsDocument, emailsOutput } from '../../output/emails-output.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import { dateRange } from '../../terminal/dates.ts';
import { emailLines, renderPlan } from '../../terminal/emails.ts';

export const announceVisit = defineCommand({
  summary: 'Announce the days of the revisit to the body',
  description:
    'After that the days are no longer confidential. The command shows who will get the email, and asks first. The email leaves with the next sweep in sending hours.',
  examples: [{ line: 'revisit visit announce essex', says: 'announce them (asks first)' }],
  input: { followUp: followUpArgument },
  output: z.object({ followUp: followUpOutput, emails: emailsOutput }),
  run: async ({ followUp }, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const announcement = await planAnnouncement(revisit, followUp);
    const summary = await summarise(revisit, announcement.after);
    const emails = (await foreseeChange(revisit, announcement.after)).flatMap((email) => {
      const notices = email.notices.filter(({ rungId }) => rungId === 'announced');
      return notices.length === 0 ? [] : [{ ...email, notices }];
    });
    const days = dateRange(announcement.days.firstOn, announcement.days.lastOn);
    if (!announcement.isNew) {
      return {
        document: { followUp: followUpDocument(summary), emails: [] },
        text: () => `${summary.bodyName}: ${days} is already announced. No email leaves again.`,
      };
    }
    const effect =
      emails.length === 0
        ? `${summary.bodyName}: nobody there can be written to. The days will no longer be confidential.`
        : `${summary.bodyName}: ${days} will be announced to\n${renderPlan(
            emailLines(emails, { bodyName: () => summary.bodyName, today: londonDate(revisit.clock.now()) }),
            { terminal, indent: 2 },
          )}`;
    await confirm({ summary: effect, question: `Announce ${days}?` });
    const announced = await summarise(revisit, await run(revisit, { ...announcement, by }));
    return {
      document: { followUp: followUpDocument(announced), emails: emailsDocument(emails) },
      text: () => `${effect}\nAnnounced.`,
    };
  },
});
