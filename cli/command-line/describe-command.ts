import type { ListedCommand } from '../command/command.ts';
import type { CommandDescription } from '../command/description.ts';

/**
 * Returns what help says about a command.
 *
 * The bundle has another file in the place of this one. That file holds the descriptions, so help loads no command.
 */
export async function describeCommand(
  listed: Pick<ListedCommand, 'words' | 'load'>,
): Promise<CommandDescription> {
  const { summary, description, examples, parameters } = await listed.load();
  return { summary, description, examples, parameters };
}
