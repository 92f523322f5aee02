import * as z from 'zod';
import { instant } from '../../../shared/contracts/temporal.ts';
import {
  listMissingPrivacy,
  retentionKinds,
  type PrivacySettings,
} from '../../../shared/domain/privacy/retention.ts';
import { formatDate, londonDate } from '../../../shared/domain/dates.ts';
import { defineCommand } from '../../command/command.ts';
import { retentionWords } from '../../terminal/retention.ts';
import { renderTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { wrap } from '../../terminal/wrap.ts';

/** The shape of the privacy settings in JSON. */
export const privacyOutput = z.object({
  controller: z.string().optional(),
  contact: z.string().optional(),
  /** How many months Revisit keeps each kind of personal data. */
  months: z.object({ mail: z.int(), unsent: z.int(), people: z.int() }),
});

export const showPrivacySettings = defineCommand({
  summary: 'Show what the privacy notice says, and how long data is kept',
  description:
    'The form shows these settings on its page about privacy. A nightly run erases what is older than its period, except while a body is under a legal hold. revisit privacy set changes the settings.',
  examples: [{ line: 'revisit privacy show', says: 'the settings, and when old data was last erased' }],
  input: {},
  output: privacyOutput.extend({
    /** What a production stage still needs before you can arm it. */
    missing: z.array(z.enum(['controller', 'contact'])),
    /** When the nightly run last ended. */
    erasedAt: instant.optional(),
  }),
  run: async (_input, { service, terminal }) => {
    const { settings } = await service();
    const privacy = await settings.privacy();
    const erasedAt = (await settings.heartbeats()).get('apply-retention');
    const { controller, contact, months } = privacy;
    return {
      document: {
        controller,
        contact,
        months: { ...months },
        missing: listMissingPrivacy(privacy),
        erasedAt,
      },
      text: () =>
        [
          renderPrivacy(privacy, terminal),
          erasedAt === undefined
            ? 'No data was erased by a nightly run yet.'
            : `The last nightly run that erased old data was on ${formatDate(londonDate(erasedAt))}.`,
        ].join('\n\n'),
    };
  },
});

/** Renders the settings, with what is missing. */
export function renderPrivacy(privacy: PrivacySettings, terminal: Terminal): string {
  const { controller, contact, months } = privacy;
  const table = renderTable(
    [
      ['controller', controller ?? 'missing'],
      ['contact', contact ?? 'missing'],
      ...retentionKinds.map((kind) => [kind, `${months[kind]} months: ${retentionWords[kind]}`]),
    ],
    { columns: [{ title: 'SETTING' }, { title: 'VALUE', flexible: true }], terminal },
  );
  const missing = listMissingPrivacy(privacy);
  if (missing.length === 0) return table;
  const set = missing.map((name) => `--${name} <text>`).join(' ');
  return `${table}\n\n${wrap(`The privacy notice is not complete. Complete it with revisit privacy set ${set}`, terminal)}`;
}
