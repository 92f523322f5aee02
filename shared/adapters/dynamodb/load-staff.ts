import { staffMemberSchema } from '../../contracts/stored.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { parseStored } from './parse-stored.ts';
import type { Table } from './table.ts';

/** Returns the inspectorate's staff, sorted by id. */
export async function loadStaff(table: Table): Promise<StaffMember[]> {
  const items = await table.queryAll({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': 'STAFF' },
    ConsistentRead: true,
  });
  return items.map((found) => parseStored(staffMemberSchema, found));
}
