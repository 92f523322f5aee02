import type { StaffMember } from '../domain/follow-up.ts';
import { idFromName, matchName, type Named } from '../domain/naming.ts';
import { ServiceError } from '../errors.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { People } from '../ports/people.ts';
import { everyFollowUp } from './every-follow-up.ts';
import { chosen } from './find-force.ts';
import { orphanedBy } from './orphaned-follow-ups.ts';

/**
 * Records a member of the inspectorate; the same address again brings name, telephone and role up to date.
 *
 * @throws ServiceError `conflict` where it would leave a follow-up with nobody responsible.
 */
export async function addStaff(
  dependencies: { people: People; followUps: FollowUps },
  adding: { name: string; email: string; telephone: string; role: StaffMember['role'] },
): Promise<{ member: StaffMember; added: boolean }> {
  const { people } = dependencies;
  const staff = await people.staff();
  const known = staff.find((member) => member.email.toLowerCase() === adding.email.toLowerCase());
  const id =
    known?.id ??
    idFromName(
      adding.name,
      staff.map((member) => member.id),
    );
  const member: StaffMember = { id, ...adding };
  if (known?.role === 'programme-head' && member.role !== 'programme-head') {
    const after = staff.map((one) => (one.id === id ? member : one));
    const orphans = orphanedBy(
      (await everyFollowUp(dependencies)).map(({ followUp }) => followUp),
      { before: staff, after },
    );
    if (orphans.length > 0) {
      throw new ServiceError(
        'conflict',
        `${known.name} is the programme head, and nobody else would be responsible for ${orphans.map((one) => one.id).join(', ')}. Nothing was written. Add --head, or record another programme head first.`,
        { field: 'head' },
      );
    }
  }
  await people.putStaffMember(member);
  return { member, added: known === undefined };
}

/** The member that is meant, by id or name. @throws ServiceError `not-found` or `ambiguous`. */
export async function findStaffMember({ people }: { people: People }, written: string): Promise<StaffMember> {
  const staff = await people.staff();
  const named = staff.map((member): Named & { member: StaffMember } => {
    const surname = member.name.split(' ').at(-1) ?? member.name;
    return { id: member.id, names: [member.name, surname, member.email], member };
  });
  const hint =
    staff.length === 0
      ? 'revisit owner add records one.'
      : `There is ${staff.map((member) => member.id).join(', ')}.`;
  return chosen(matchName(written, named), { written, kind: 'owner', field: 'owner', hint }).member;
}
