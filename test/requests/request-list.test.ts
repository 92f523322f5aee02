import { describe, expect, it } from 'vitest';
import {
  compareWithList,
  parseList,
  renderList,
  updateList,
  withoutReason,
  type Section,
} from './request-list.ts';

const list: Section[] = [
  {
    group: 'A sweep',
    title: 'nothing is due',
    requests: [
      { name: 'dynamodb GetItem identity', count: 1, reason: 'Another table may not send.' },
      { name: 'dynamodb Query index attention', count: 16, reason: 'One for each shard.' },
    ],
  },
];

function measuredAs(counts: Record<string, number>, title = 'nothing is due') {
  return [{ group: 'A sweep', title, counts: new Map(Object.entries(counts)) }];
}

const asListed = { 'dynamodb GetItem identity': 1, 'dynamodb Query index attention': 16 };

describe('the request list', () => {
  it('has no complaint when everything is as listed', () => {
    expect(compareWithList(list, measuredAs(asListed))).toEqual({ grew: [], untrue: [] });
    expect(withoutReason(list)).toEqual([]);
  });

  it('names a new request', () => {
    const { grew } = compareWithList(list, measuredAs({ ...asListed, 'sqs SendMessage': 1 }));
    expect(grew).toEqual(['A sweep, nothing is due: sqs SendMessage: once, but the list says never.']);
  });

  it('names a request that is made more often', () => {
    const { grew } = compareWithList(list, measuredAs({ ...asListed, 'dynamodb Query index attention': 17 }));
    expect(grew).toEqual([
      'A sweep, nothing is due: dynamodb Query index attention: 17 times, but the list says 16 times.',
    ]);
  });

  it('names a section that is not listed', () => {
    const { grew } = compareWithList(list, [...measuredAs(asListed), ...measuredAs({}, 'one is due')]);
    expect(grew).toEqual(['A sweep, one is due: this section is not in the list.']);
  });

  it('names lines that are no longer true', () => {
    const { untrue } = compareWithList(list, measuredAs({ 'dynamodb Query index attention': 4 }));
    expect(untrue).toEqual([
      'A sweep, nothing is due: dynamodb GetItem identity: never, but the list says once.',
      'A sweep, nothing is due: dynamodb Query index attention: 4 times, but the list says 16 times.',
    ]);
    expect(compareWithList(list, []).untrue).toEqual([
      'A sweep, nothing is due: nothing measures this section.',
    ]);
  });

  it('keeps the reasons of lines that remain, even if the request is made less often', () => {
    const updated = updateList(list, measuredAs({ ...asListed, 'dynamodb Query index attention': 4 }));
    expect(updated[0]?.requests.map(({ count, reason }) => [count, reason])).toEqual([
      [1, 'Another table may not send.'],
      [4, 'One for each shard.'],
    ]);
    expect(updateList(list, measuredAs({ 'dynamodb GetItem identity': 1 }))[0]?.requests).toHaveLength(1);
  });

  it('needs a reason for a new line and for a count that grew', () => {
    const updated = updateList(
      list,
      measuredAs({ ...asListed, 'dynamodb Query index attention': 32, 'sqs SendMessage': 1 }),
    );
    expect(withoutReason(updated)).toEqual([
      'A sweep, nothing is due: dynamodb Query index attention',
      'A sweep, nothing is due: sqs SendMessage',
    ]);
    expect(updated[0]?.requests[1]?.reason).toBe(
      'TO BE GIVEN for 32 instead of 16. It was: One for each shard.',
    );
    // The second update must not take that text for a reason, and must not add it twice.
    const again = updateList(updated, measuredAs({ ...asListed, 'dynamodb Query index attention': 33 }));
    expect(again[0]?.requests[1]?.reason).toBe(
      'TO BE GIVEN for 32 instead of 16. It was: One for each shard.',
    );
  });

  it('reads back what it wrote, with reasons of any length', () => {
    const long = {
      name: 'ses SendRawEmail',
      count: 2,
      reason: 'It is 1 email, and 2 words. '.repeat(20).trim(),
    };
    const sections: Section[] = [
      ...list,
      { group: 'One email', title: 'GET /f/:token: it is sent', requests: [long] },
      { group: 'One email', title: 'nothing', requests: [] },
    ];
    const file = renderList(sections, { courses: new Set(['One email']) });
    expect(file).toContain('# One email (2 requests)');
    expect(parseList(file)).toEqual(sections);
    expect(parseList('')).toEqual([]);
  });

  it('keeps the reasons of both sides when two branches changed the file', () => {
    const file = renderList(list, { courses: new Set() });
    const line = '   1 dynamodb GetItem identity';
    const conflict = file.replace(
      line,
      [
        '<<<<<<< HEAD',
        line,
        '     Ours.',
        '=======',
        '   2 sqs SendMessage',
        '     Theirs.',
        '>>>>>>> theirs',
        line,
      ].join('\n'),
    );
    const merged = updateList(parseList(conflict), measuredAs({ ...asListed, 'sqs SendMessage': 2 }));
    expect(withoutReason(merged)).toEqual([]);
    expect(merged[0]?.requests.map(({ reason }) => reason)).toEqual([
      'Ours.',
      'One for each shard.',
      'Theirs.',
    ]);
    expect(renderList(parseList(conflict), { courses: new Set() })).not.toBe(conflict);
  });

  it('refuses a line that it does not understand', () => {
    const file = renderList(list, { courses: new Set() });
    expect(() => parseList(`${file}many dynamodb GetItem\n`)).toThrow('many dynamodb GetItem');
  });
});
