import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { functionNames, serviceMap, type Trigger } from '../../infra/service-map.ts';

const readme = readFileSync(new URL('../../functions/README.md', import.meta.url), 'utf8');

function inWords(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'schedule':
      return `schedule \`${trigger.expression}\``;
    case 'queue':
      return `queue \`${trigger.queue}\``;
    case 'http':
      return 'HTTP API';
  }
}

it('functions/README.md describes every function as the service map does', () => {
  const rows = readme
    .split('\n')
    .filter((line) => line.startsWith('| [`'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, 5),
    );
  const expected = functionNames.map((name) => {
    const { trigger, useCase, failureImpact } = serviceMap.functions[name];
    return [`[\`${name}\`](./${name})`, inWords(trigger), useCase, failureImpact];
  });
  expect(rows).toEqual(expected);
});
