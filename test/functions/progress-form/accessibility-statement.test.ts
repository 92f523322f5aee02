import { expect, it } from 'vitest';
import { accessibilityPage } from '../../../shared/wording/en/form/about.ts';

it('the accessibility statement in docs is the same as the one in the form', async () => {
  const { heading, blocks } = accessibilityPage();
  const parts = blocks.map((block) => {
    if (block.kind === 'heading') return `## ${block.text}`;
    if (block.kind === 'list') return block.items.map((one) => `- ${one}`).join('\n');
    return 'text' in block ? block.text : '';
  });
  const markdown = `${[`# ${heading}`, ...parts].join('\n\n')}\n`;
  await expect(markdown).toMatchFileSnapshot('../../../docs/accessibility-statement.md');
});
