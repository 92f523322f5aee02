import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { routes } from '../../functions/progress-form/routes.ts';
import { FORM } from './form-course.ts';
import { courses, measureRequests } from './measure-requests.ts';
import type { Measurement } from './measured-service.ts';
import {
  compareWithList,
  LIST_FILE,
  parseList,
  renderList,
  UPDATE_COMMAND,
  withoutReason,
} from './request-list.ts';

describe('the list of requests to DynamoDB, SQS, S3 and SES', () => {
  const file = readFileSync(LIST_FILE, 'utf8');
  const list = parseList(file);
  let measured: Measurement[];

  beforeAll(async () => {
    measured = await measureRequests(inject('emulators'));
    // It takes seconds, or longer on a busy machine.
  }, 180_000);

  it('covers every request that Revisit makes', () => {
    expectNone(compareWithList(list, measured).grew, {
      problem: 'Revisit makes more requests than before.',
      remedy: `If each is needed, run \`${UPDATE_COMMAND}\` and write its reason in ${LIST_FILE}.`,
    });
  });

  it('contains no request that Revisit does not make', () => {
    expectNone(compareWithList(list, measured).untrue, {
      problem: `${LIST_FILE} says more than is asked for.`,
      remedy: `Run \`${UPDATE_COMMAND}\`: it keeps the reasons of the lines that remain.`,
    });
  });

  it('has a reason for each line', () => {
    expectNone(withoutReason(list), {
      problem: 'Nobody has said why these requests are needed.',
      remedy: `Write the reason below the line in ${LIST_FILE}, or leave the request out of the code.`,
    });
  });

  it('covers every page of the form', () => {
    const titles = measured.filter(({ group }) => group === FORM).map(({ title }) => title);
    const unknown = routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !titles.some((title) => title === route || title.startsWith(`${route}: `)));
    expectNone(unknown, {
      problem: 'Nobody knows what these pages ask for.',
      remedy: `Visit them in test/requests/form-course.ts, then run \`${UPDATE_COMMAND}\`.`,
    });
  });

  it('looks as the update writes it, with correct sums', () => {
    expect(renderList(list, { courses }), `Run \`${UPDATE_COMMAND}\`.`).toBe(file);
  });
});

function expectNone(
  found: readonly string[],
  { problem, remedy }: { problem: string; remedy: string },
): void {
  if (found.length > 0) throw new Error([problem, ...found.map((line) => `  ${line}`), remedy].join('\n'));
}
