/** A member of the inspectorate, who is either an owner of follow-ups or the programme head. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly telephone: string;
  readonly role: 'owner' | 'programme-head';
}
