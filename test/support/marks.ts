import type { Runner } from '../../local/runner/start-runner.ts';
import type { TestStack } from './emulators.ts';
import { TableContent } from './table-content.ts';

/** Lets the tests of a file begin at one point in the life of a service, instead of each with a service of its own. */
export interface Marks {
  /** Marks what is stored and sent, and the time of the clock. The answer restores all of it. */
  mark(): Promise<() => Promise<void>>;
  /** Returns what has left since the start. Leaves out what left after a mark that was restored. */
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
