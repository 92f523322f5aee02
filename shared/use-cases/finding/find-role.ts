import type { RoleRule } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { Programmes } from '../../ports/programmes.ts';

/** Returns every role that a programme names, each once, in the order of the programmes. */
export async function listRoles({ programmes }: { readonly programmes: Programmes }): Promise<RoleRule[]> {
  const roles = new Map<string, RoleRule>();
  for (const programme of await programmes.list()) {
    for (const role of programme.roles) if (!roles.has(role.id)) roles.set(role.id, role);
  }
  return [...roles.values()];
}

/**
 * Finds a role by its id.
 *
 * @throws ServiceError `bad-input` that names every role if no programme has it.
 */
export async function findRole(
  dependencies: { readonly programmes: Programmes },
  written: string,
): Promise<RoleRule> {
  return chooseRole(written, await listRoles(dependencies));
}

/** Chooses a role by its id. @throws ServiceError `bad-input` that names every role if none has this id. */
export function chooseRole(written: string, roles: readonly RoleRule[]): RoleRule {
  const role = roles.find(({ id }) => id === written);
  if (role !== undefined) return role;
  throw new ServiceError(
    'bad-input',
    `There is no role "${written}". It must be one of ${roles.map(({ id }) => id).join(', ')}.`,
    { field: 'role' },
  );
}
