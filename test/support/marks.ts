import type { Runner } from '../../local/runner/start-runner.ts';
import type { TestStack } from './emulators.ts';
import { TableContent } from './table-content.ts';

/** Lets the tests of a file begin at one point of a service's course, instead of each with a service of its own. */
export interface Marks {
  /** Notes what is stored and sent, and what the clock says. The answer puts all of it back. */
  mark(): Promise<() => Promise<void>>;
  /** What has left since the start, without what left after a mark that was gone back to. */
  mails(): ReturnType<TestStack['sesDoor']['mails']>;
}

export function createMarks({ stack, runner }: { stack: TestStack; runner: Runner }): Marks {
  const forgotten = new Set<string>();
  return {
    mark: async () => {
      await runner.drain();
      const table = new TableContent(stack);
      const stored = await table.read();
      const sent = new Set((await stack.sesDoor.mails()).map(({ id }) => id));
      const now = stack.clock.now();
      return async () => {
        await runner.drain();
        await table.write(stored);
        for (const { id } of await stack.sesDoor.mails()) if (!sent.has(id)) forgotten.add(id);
        stack.clock.setAsOf(now);
      };
    },
    mails: async () => (await stack.sesDoor.mails()).filter(({ id }) => !forgotten.has(id)),
  };
}
