import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { isAway, isInRole } from '../../shared/domain/people/contacts.ts';
import { londonDate, type PlainDate } from '../../shared/domain/dates.ts';
import type { EveryField } from '../../shared/domain/every-field.ts';
import { bodyNameOn, type Body } from '../../shared/domain/body.ts';
import type { StaffMember } from '../../shared/domain/staff-member.ts';
import type { Contact } from '../../shared/domain/contact.ts';

export const bodyOutput = z.object({
  id: z.string(),
  /** The name of the body today. */
  name: z.string(),
  names: z.array(z.object({ name: z.string(), from: plainDate.optional() })),
  kind: z.string().optional(),
  nation: z.enum(['England', 'Wales']).optional(),
  region: z.string().optional(),
  pfaCode: z.string().optional(),
  simulated: z.boolean(),
});

export function bodyDocument(body: Body, today: PlainDate): z.output<typeof bodyOutput> {
  return { ...body, name: bodyNameOn(body, today), names: [...body.names] };
}

export const contactOutput = z.object({
  id: z.string(),
  force: z.string(),
  role: z.string(),
  name: z.string(),
  email: z.string(),
  from: plainDate.optional(),
  to: plainDate.optional(),
  /** True if they hold the role today. */
  current: z.boolean(),
  unreachable: z.enum(['bounced', 'complained', 'suppressed']).optional(),
  /** From an automatic reply. It lacks `backOn` if the reply did not give a date. */
  away: z.object({ since: plainDate, backOn: plainDate.optional() }).optional(),
} satisfies Record<Exclude<keyof Contact, 'forceId' | 'part' | 'version'> | 'force' | 'current', z.ZodType>);

export function contactDocument(contact: Contact, today: PlainDate): z.output<typeof contactOutput> {
  const { id, forceId, role, name, email, from, to } = contact;
  return {
    id,
    force: forceId,
    role,
    name,
    email,
    from,
    to,
    current: isInRole(contact, today),
    unreachable: contact.unreachable?.reason,
    away:
      contact.away !== undefined && isAway(contact, today)
        ? { since: londonDate(contact.away.since), backOn: contact.away.backOn }
        : undefined,
  } satisfies EveryField<z.output<typeof contactOutput>>;
}

export const staffOutput = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  telephone: z.string(),
  role: z.enum(['owner', 'programme-head']),
});

export function staffDocument(member: StaffMember): z.output<typeof staffOutput> {
  return { ...member };
}
