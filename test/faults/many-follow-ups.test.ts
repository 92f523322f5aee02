import PostalMime from 'postal-mime';
import { afterEach, describe, expect, it } from 'vitest';
import { noticeStatus } from '../../shared/domain/notice.ts';
import { aBodyWithReports, addressOf, anInspectorate, MORNING } from './a-force.ts';
import { createFaultyStack, sweepAt, type FaultyStack } from './faulty-stack.ts';
import { isLongForm } from './report.ts';

/** A claim holds 24 requests. `npm test` tries only the first number that does not fit. */
const everySize = [
  { reports: 25, emails: 2 },
  { reports: 60, emails: 3 },
  { reports: 26, emails: 2 },
  { reports: 120, emails: 5 },
];

describe('a lead who owes answers about many reports', () => {
  let faulty: FaultyStack;

  afterEach(() => faulty.stop());

  it.each(isLongForm ? everySize : everySize.slice(0, 1))(
    'is asked about each of $reports reports once, with a link for each, in $emails emails (F34)',
    async ({ reports, emails }) => {
      faulty = await createFaultyStack();
      const path = faulty.functions();
      await anInspectorate(path.service);
      const followUps = await aBodyWithReports(path.service, reports);
      await sweepAt(MORNING, { faulty, take: path.take });
      await sweepAt('2016-03-22T10:16:00Z', { faulty, take: path.take });

      const mails = await faulty.stack.sesDoor.mails();
      expect(mails.map(({ destinations }) => destinations)).toEqual(
        Array.from({ length: emails }, () => [addressOf('lead')]),
      );
      const texts = await Promise.all(
        mails.map(
          async ({ id }) => (await PostalMime.parse(await faulty.stack.sesDoor.readMail(id))).text ?? '',
        ),
      );
      const links = texts.flatMap((text) => text.match(/\/f\/\S+/gu) ?? []);
      expect(new Set(links).size).toBe(reports);
      for (const { id } of followUps) {
        const { notices } = await path.service.followUps.load(id);
        const requests = notices.filter(({ rungId }) => rungId === 'request');
        expect(requests.map(({ facts }) => noticeStatus(facts))).toEqual(['delivered']);
      }
      expect(await faulty.messagesLeft()).toEqual({ waiting: 0, dead: 0 });
    },
  );
});
