import * as z from 'zod';
import { renderCompletions, shells } from '../command/completions.ts';
import { argument, defineCommand } from '../command/command.ts';

export const printCompletions = defineCommand({
  summary: 'Print a script that completes commands in your shell',
  description:
    'The script also completes options. In bash and zsh, source it. In fish, write it to the folder of completions. The command must be on the PATH under the name revisit.',
  examples: [
    { line: 'revisit completion bash >> ~/.bashrc', says: 'set it up for bash' },
    { line: 'revisit completion zsh >> ~/.zshrc', says: 'set it up for zsh' },
    { line: 'revisit completion fish > ~/.config/fish/completions/revisit.fish', says: 'set it up for fish' },
  ],
  input: { shell: argument(z.enum(shells, 'must be bash, zsh or fish.'), 'bash, zsh or fish') },
  output: z.object({ script: z.string() }),
  run: async ({ shell }, context) => {
    const script = await renderCompletions(shell, context);
    return { document: { script }, text: () => script };
  },
});
