import * as z from 'zod';
import { countries, countryNames, OFFICE_COUNTRY } from '../../shared/domain/country.ts';
import { option } from '../command/command.ts';

/** The option that names whose bank holidays a command is about. */
export const countryOption = option(
  z.enum(countries, `must be one of ${countries.join(', ')}.`).default(OFFICE_COUNTRY),
  {
    value: '<country>',
    help: `${countries.join(', ')} (default: ${OFFICE_COUNTRY}, for ${countryNames[OFFICE_COUNTRY]})`,
  },
);
