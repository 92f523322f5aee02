import type { CommandContext } from './command.ts';
import { isConfigured } from '../service/find-environment.ts';
import type { Service } from '../service/service.ts';

/** The service with its queues and its mail: on one machine with nothing running, they are started for this command. */
export async function wholeService(context: CommandContext): Promise<Service> {
  const { environment, stage } = context;
  if (stage !== 'local' || isConfigured(environment, stage)) return context.service();
  return (await context.localService()).service;
}
