import { expect, test } from 'vitest';
import { listNoticeProblems } from '../../../shared/use-cases/desk/list-notice-problems.ts';
import { aNotice, iso } from '../../builders/follow-up.ts';
import { ncpi } from '../../builders/ncpi.ts';

const body = {
  id: 'essex',
  followUpId: 'essex-ncpi-2016-03-08',
  name: 'Essex',
  publishedOn: aNotice().key.dueOn,
  noun: 'force',
  nouns: 'forces',
  simulated: false,
};

test('A problem of an email and of its copy is one line, with the ids of both', () => {
  const facts = { claimed: iso('2016-03-22'), unknown: iso('2016-03-22T10:40') };
  const request = aNotice({ facts });
  const copy = aNotice({ facts, key: { rung: 'request-copy-lead', contactId: 'liaison' } });
  const nudge = aNotice({ facts, rungId: 'nudge', key: { rung: 'nudge' } });
  const assurance = { sent: [], accepted: 0, unknown: 3, gaps: [], problems: [request, copy, nudge] };
  expect(
    listNoticeProblems({ assurance, body, programme: ncpi }).map(({ problem, noticeIds }) => [
      problem,
      noticeIds.length,
    ]),
  ).toEqual([
    ['unknown', 2],
    ['unknown', 1],
  ]);
});
