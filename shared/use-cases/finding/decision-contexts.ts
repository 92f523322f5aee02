import { contactsInProgramme } from '../../domain/people/contacts.ts';
import { calendarOf, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import type { Instant } from '../../domain/dates.ts';
import type { FollowUp, Suspension } from '../../domain/follow-up.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Contact } from '../../domain/contact.ts';
import type { DecisionContext } from '../../domain/sending/decide-notices.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import type { Programme } from '../../domain/programme.ts';
import type { People } from '../../ports/people.ts';
import type { Programmes } from '../../ports/programmes.ts';
import type { Settings, SharedSettings } from '../../ports/settings.ts';
import { programmeOf } from './programme-of.ts';

export interface DecisionSources {
  readonly people: People;
  readonly settings: Settings;
  readonly programmes: Programmes;
}

/** Gives each follow-up the facts that its decision needs. Reads the facts that many follow-ups share only once. */
export class DecisionContexts {
  readonly now: Instant;
  /** The calendar of the inspectorate's office, with those of the other countries. */
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
  readonly staff: readonly StaffMember[];
  /** How emails name the organisation. */
  readonly organisation: Organisation;
  readonly #sources: DecisionSources;
  readonly #contacts = new Map<string, Promise<Contact[]>>();

  private constructor(
    sources: DecisionSources,
    shared: Pick<SharedSettings, 'calendar' | 'suspensions' | 'organisation'> & {
      now: Instant;
      staff: readonly StaffMember[];
    },
  ) {
    this.#sources = sources;
    this.now = shared.now;
    this.calendar = shared.calendar;
    this.suspensions = shared.suspensions;
    this.staff = shared.staff;
    this.organisation = shared.organisation;
  }

  /** Reads the shared facts. @param now the instant at which everything is decided. */
  static async at(now: Instant, sources: DecisionSources): Promise<DecisionContexts> {
    const [shared, staff] = await Promise.all([sources.settings.readShared(), sources.people.staff()]);
    return new DecisionContexts(sources, { ...shared, now, staff });
  }

  /** Takes the settings that were read for something else. Reads only who works at the inspectorate. */
  static async with(
    shared: Pick<SharedSettings, 'calendar' | 'suspensions' | 'organisation'>,
    { now, sources }: { now: Instant; sources: DecisionSources },
  ): Promise<DecisionContexts> {
    return new DecisionContexts(sources, { ...shared, now, staff: await sources.people.staff() });
  }

  /**
   * Returns the facts for one follow-up.
   *
   * @throws ServiceError `stored-data` if the programme of the follow-up does not exist.
   */
  async of(followUp: FollowUp): Promise<DecisionContext> {
    const programme = await this.programmeOf(followUp);
    return {
      programme,
      calendar: calendarOf(programme, this.calendar),
      suspensions: this.suspensions,
      contacts: contactsInProgramme(await this.contactsOf(followUp.forceId), programme),
      owner: this.ownerOf(followUp),
      now: this.now,
    };
  }

  programmeOf(followUp: FollowUp): Promise<Programme> {
    return programmeOf(this.#sources, followUp);
  }

  ownerOf(followUp: FollowUp): StaffMember | undefined {
    return ownerOf(followUp, this.staff);
  }

  contactsOf(forceId: string): Promise<Contact[]> {
    const known = this.#contacts.get(forceId);
    if (known !== undefined) return known;
    const read = this.#sources.people.contacts(forceId);
    this.#contacts.set(forceId, read);
    return read;
  }
}
