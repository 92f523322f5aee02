import * as z from 'zod';
import { renderCompletions, shells } from '../command/completions.ts';
import { argument, defineCommand } from '../command/command.ts';

export const printCompletions = defineCommand({
  summary: 'A script that completes commands and options in your shell',
  description:
    'For bash and zsh: source it. For fish: write it where fish looks. The command must be on the PATH as revisit.',
  examples: [
    { line: 'revisit completion bash >> ~/.bashrc', says: 'bash' },
    { line: 'revisit completion zsh >> ~/.zshrc', says: 'zsh' },
    { line: 'revisit completion fish > ~/.config/fish/completions/revisit.fish', says: 'fish' },
  ],
  input: { shell: argument(z.enum(shells, 'must be bash, zsh or fish.'), 'bash, zsh or fish') },
  output: z.object({ script: z.string() }),
  run: async ({ shell }, context) => {
    const script = await renderCompletions(shell, context);
    return { document: { script }, text: () => script };
  },
});
