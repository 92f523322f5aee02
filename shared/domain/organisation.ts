/** The inspectorate as emails and pages name it, and where people check that an email is genuine. */
export interface Organisation {
  /** E.g. "His Majesty's Inspectorate". */
  readonly name?: string;
  /** The public website without a scheme, e.g. "www.inspectorate.example". */
  readonly website?: string;
  /** The public number. It must also be on the website, so that nobody has to trust the email. */
  readonly telephone?: string;
  /** The page with the number, e.g. "www.inspectorate.example/contact". Without it, the website itself has the number. */
  readonly checkAt?: string;
}

export const noOrganisation: Organisation = {};

export const organisationFields = ['name', 'website', 'telephone', 'checkAt'] as const;

const neededFields = ['name', 'website', 'telephone'] as const;
export type NeededOrganisationField = (typeof neededFields)[number];

/** Returns what is still missing. A production stage is not armed without it. */
export function listMissingOrganisation(organisation: Organisation): NeededOrganisationField[] {
  return neededFields.filter((field) => organisation[field] === undefined);
}

/** Whom to ring to check an email, and where their number is published. */
export interface WayToCheck {
  readonly name: string;
  readonly telephone: string;
  readonly publishedAt: string;
}

/** Returns how to check an email. Undefined until the organisation is complete, because half of it proves nothing. */
export function findWayToCheck({ name, website, telephone, checkAt }: Organisation): WayToCheck | undefined {
  if (name === undefined || website === undefined || telephone === undefined) return undefined;
  return { name, telephone, publishedAt: checkAt ?? website };
}
