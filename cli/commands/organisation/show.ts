import * as z from 'zod';
import {
  listMissingOrganisation,
  organisationFields,
  type Organisation,
} from '../../../shared/domain/organisation.ts';
import { howToCheckSentence } from '../../../shared/wording/en/organisation.ts';
import { defineCommand } from '../../command/command.ts';
import { renderTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { wrap } from '../../terminal/wrap.ts';

/** The shape of the organisation's settings in JSON. */
export const organisationOutput = z.object({
  name: z.string().optional(),
  website: z.string().optional(),
  telephone: z.string().optional(),
  /** The page where people find the number to check an email. By default the website. */
  checkAt: z.string().optional(),
  /** What a production stage still needs before you can arm it. */
  missing: z.array(z.enum(['name', 'website', 'telephone'])),
});

export const showOrganisation = defineCommand({
  summary: 'Show how emails and pages name the organisation',
  description:
    'Emails say how to check that they are genuine, with the name, the number and the website from here. The pages of the form have the name in their header. revisit organisation set changes the settings.',
  examples: [{ line: 'revisit organisation show', says: 'the settings, and the sentence in each email' }],
  input: {},
  output: organisationOutput,
  run: async (_input, { service, terminal }) => {
    const organisation = await (await service()).settings.organisation();
    return {
      document: describeOrganisation(organisation),
      text: () => renderOrganisation(organisation, terminal),
    };
  },
});

/** Returns the settings as JSON, with what is missing. */
export function describeOrganisation(organisation: Organisation): z.infer<typeof organisationOutput> {
  return { ...organisation, missing: listMissingOrganisation(organisation) };
}

const options = { name: 'name', website: 'website', telephone: 'telephone', checkAt: 'check-at' } as const;

/** Renders the settings, with the sentence that emails take from them, or with what is missing. */
export function renderOrganisation(organisation: Organisation, terminal: Terminal): string {
  const missing = listMissingOrganisation(organisation);
  const table = renderTable(
    organisationFields.map((field) => [
      options[field],
      organisation[field] ??
        (field === 'checkAt' ? `${organisation.website ?? 'the website'} (by default)` : 'missing'),
    ]),
    { columns: [{ title: 'SETTING' }, { title: 'VALUE', flexible: true }], terminal },
  );
  if (missing.length === 0) {
    return `${table}\n\n${wrap(`Emails say: ${howToCheckSentence(organisation) ?? ''}`, terminal)}`;
  }
  const set = missing.map((name) => `--${name} <text>`).join(' ');
  return `${table}\n\n${wrap(`Emails do not say yet how to check them. Complete the settings with revisit organisation set ${set}`, terminal)}`;
}
