import { expect, test } from 'vitest';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { ServiceError } from '../../shared/errors.ts';

test('the log names the type of an unknown error, but never its message, which can quote someone (F19)', () => {
  const lines: string[] = [];
  const theirs = new TypeError('550 lead@essex.police.example is not here, https://f.example/f/7k4m-x2pd');
  const ours = new ServiceError('unreachable', 'The mail service did not answer.', { cause: theirs });
  createLineLog((line) => lines.push(line)).error('mail-failed', 'An email did not leave.', { cause: ours });
  expect(lines.join()).toContain('The mail service did not answer.');
  expect(lines.join()).toContain('TypeError');
  expect(lines.join()).not.toMatch(/@|\/f\//u);
});
