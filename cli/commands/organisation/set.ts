import * as z from 'zod';
import { organisationFields, type Organisation } from '../../../shared/domain/organisation.ts';
import { changeOrganisation } from '../../../shared/use-cases/people/change-organisation.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { describeOrganisation, organisationOutput, renderOrganisation } from './show.ts';

const name = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{M}\p{N} ’'&,()-]{2,100}$/u,
    "must be a name of up to 100 characters, such as His Majesty's Inspectorate.",
  )
  .optional();

const telephone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ]{4,19}$/u, 'must be a telephone number, such as 020 7946 0000.')
  .optional();

/** An address as people read it aloud. The scheme is dropped. */
const address = z
  .string()
  .trim()
  .transform((typed) => typed.replace(/^https?:\/\//u, '').replace(/\/$/u, ''))
  .pipe(
    z
      .string()
      .max(100, 'must be 100 characters or fewer.')
      .regex(
        /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[A-Za-z0-9/_.~-]*)?$/u,
        'must be a web address, such as www.inspectorate.example/contact.',
      ),
  )
  .optional();

export const setOrganisation = defineCommand({
  summary: 'Set how emails and pages name the organisation, and how people check an email',
  description:
    'Nobody should trust a number only because an email gives it. So give a number that is also on your website, and name the page that has it. A production stage cannot be armed without a name, a website and a telephone number. Emails that leave from then on, and pages, use the new values. The command asks first if it replaces a value.',
  examples: [
    {
      line: 'revisit organisation set --name "His Majesty\'s Inspectorate" --website www.inspectorate.example --telephone "020 7946 0000" --check-at www.inspectorate.example/contact',
      says: 'name the organisation before you arm a stage',
    },
    { line: 'revisit organisation set --telephone "020 7946 0001"', says: 'change the number' },
  ],
  input: {
    name: option(name, { value: '<text>', help: 'the name of the organisation' }),
    website: option(address, { value: '<address>', help: 'its public website' }),
    telephone: option(telephone, { value: '<number>', help: 'its public number, which is on the website' }),
    checkAt: option(address, {
      value: '<address>',
      help: 'the page that has the number (by default the website)',
    }),
    diff: diffFlag,
  },
  output: organisationOutput.extend({
    /** False if nothing had to change, and with --diff. */
    changed: z.boolean(),
  }),
  run: async (given, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const before = await revisit.settings.organisation();
    const after: Organisation = {
      name: given.name ?? before.name,
      website: given.website ?? before.website,
      telephone: given.telephone ?? before.telephone,
      checkAt: given.checkAt ?? before.checkAt,
    };
    const replaced = organisationFields.filter(
      (field) => before[field] !== undefined && before[field] !== after[field],
    );
    const shown = [
      ...replaced.map((field) => `${before[field] ?? ''} becomes ${after[field] ?? ''}.`),
      renderOrganisation(after, terminal),
    ].join('\n');
    if (replaced.length > 0 && !given.diff) {
      await confirm({
        summary: shown,
        question: 'Use the new values in every email and page from now on?',
      });
    }
    const changed = !given.diff && (await changeOrganisation(revisit, { before, after, by }));
    const end = given.diff ? 'Nothing was written.' : changed ? 'Recorded.' : 'Nothing had to change.';
    return {
      document: { changed, ...describeOrganisation(after) },
      text: () => `${shown}\n\n${end}`,
    };
  },
});
