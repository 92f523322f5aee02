/** A member of the inspectorate: an owner of follow-ups, or the programme's head. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly telephone: string;
  readonly role: 'owner' | 'programme-head';
}
