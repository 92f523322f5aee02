import type { CommandContext } from './command.ts';
import { isConfigured } from '../service/find-environment.ts';
import type { Service } from '../service/service.ts';

/** Opens the service with its queues and mail. Starts them for this command if stage local is not running. */
export async function openWholeService(context: CommandContext): Promise<Service> {
  const { environment, stage } = context;
  if (stage !== 'local' || isConfigured(environment, stage)) return context.service();
  return (await context.localService()).service;
}
