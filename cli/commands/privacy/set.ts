import * as z from 'zod';
import {
  LONGEST_RETENTION,
  SHORTEST_RETENTION,
  type PrivacySettings,
} from '../../../shared/domain/privacy/retention.ts';
import { changePrivacy } from '../../../shared/use-cases/privacy/change-privacy.ts';
import { defineCommand, option } from '../../command/command.ts';
import { privacyOutput, renderPrivacy } from './show.ts';

const months = z.coerce
  .number('must be a number of months, such as 24.')
  .int('must be a whole number of months.')
  .min(
    SHORTEST_RETENTION,
    `must be ${SHORTEST_RETENTION} months or more, because a follow-up still needs the data.`,
  )
  .max(LONGEST_RETENTION, `must be ${LONGEST_RETENTION} months or fewer.`)
  .optional();

const line = z
  .string()
  .trim()
  .min(1, 'must not be empty.')
  .max(300, 'must be 300 characters or fewer.')
  .optional();

export const setPrivacySettings = defineCommand({
  summary: 'Set what the privacy notice says, and how long data is kept',
  description:
    'The form shows the controller and the contact on its page about privacy. A production stage cannot be armed without them. The next nightly run erases what is older than its period, so ask your data protection officer before you shorten one. The command asks first if a period gets shorter.',
  examples: [
    {
      line: 'revisit privacy set --controller "HM Inspectorate, 1 High Street, London SW1A 1AA" --contact "dpo@inspectorate.example, 020 7946 0100"',
      says: 'complete the privacy notice',
    },
    { line: 'revisit privacy set --mail 36', says: 'keep emails from bodies for three years' },
  ],
  input: {
    controller: option(line, {
      value: '<text>',
      help: 'the organisation that decides how the data is used, with its postal address',
    }),
    contact: option(line, { value: '<text>', help: 'how to reach its data protection officer' }),
    mail: option(months, { value: '<months>', help: 'keep emails from bodies for this long' }),
    unsent: option(months, { value: '<months>', help: 'keep answers that nobody sent for this long' }),
    people: option(months, { value: '<months>', help: 'keep contacts for this long after they left' }),
  },
  output: privacyOutput.extend({
    /** False if everything was so already. */
    changed: z.boolean(),
  }),
  run: async ({ controller, contact, ...periods }, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const before = await revisit.settings.privacy();
    const after: PrivacySettings = {
      ...before,
      ...(controller === undefined ? {} : { controller }),
      ...(contact === undefined ? {} : { contact }),
      months: {
        mail: periods.mail ?? before.months.mail,
        unsent: periods.unsent ?? before.months.unsent,
        people: periods.people ?? before.months.people,
      },
    };
    const shorter = (['mail', 'unsent', 'people'] as const).filter(
      (kind) => after.months[kind] < before.months[kind],
    );
    if (shorter.length > 0) {
      await confirm({
        summary: renderPrivacy(after, terminal),
        question: 'Erase what is older than the new periods, from the next night on?',
      });
    }
    const changed = await changePrivacy(revisit, { before, after, by });
    return {
      document: {
        changed,
        controller: after.controller,
        contact: after.contact,
        months: { ...after.months },
      },
      text: () => `${changed ? 'Recorded.' : 'Nothing had to change.'}\n\n${renderPrivacy(after, terminal)}`,
    };
  },
});
