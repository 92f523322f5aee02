import ical, { ICalCalendarMethod } from 'ical-generator';
import { isBefore, startOfLondonDay, type PlainDate } from '../../../shared/domain/dates.ts';
import { shortenBodyName } from '../../../shared/domain/body.ts';
import { findNextRound } from '../../../shared/domain/form/form.ts';
import { calendarWords } from '../../../shared/wording/en/form/other-ways.ts';
import type { Reply } from '../reply.ts';
import { withForm, type FormContext } from './page-context.ts';

/**
 * Returns a calendar file with the date to answer by, and the day when the next round opens.
 *
 * Outlook replaces an entry whose date has moved if its id is the same and its sequence is higher. So the ids are stable. The
 * sequence rises with every change of the follow-up and also with time, because a bank holiday or a suspension moves dates
 * too. The file does not contain a link, because calendars are shared.
 */
export function downloadCalendar(context: FormContext): Promise<Reply> {
  return withForm(context, (form) => {
    const { followUp } = form.record;
    const body = shortenBodyName(form.session.forceName);
    const running = form.now.since(startOfLondonDay(followUp.publishedOn)).total('minutes');
    const sequence = followUp.version + Math.floor(running);
    const calendar = ical({ prodId: { company: 'inspectorate', product: 'revisit', language: 'EN' } });
    calendar.method(ICalCalendarMethod.PUBLISH);
    const add = (entry: { id: string; on: PlainDate; summary: string }): void => {
      calendar.createEvent({
        id: `${entry.id}@${new URL(context.service.publicUrl).hostname}`,
        sequence,
        stamp: new Date(form.now.epochMilliseconds),
        start: new Date(`${entry.on.toString()}T00:00:00Z`),
        allDay: true,
        timezone: 'UTC',
        summary: entry.summary,
        description: calendarWords.description,
      });
    };
    if (form.round.returns.length === 0) {
      add({
        id: `${followUp.id}-${form.roundId}-due`,
        on: form.answerBy,
        summary: isBefore(form.answerBy, form.today)
          ? calendarWords.wasDue({ body, round: form.rule })
          : calendarWords.due({ body, round: form.rule }),
      });
    }
    const next = findNextRound(form.record, form);
    if (next !== undefined) {
      add({
        id: `${followUp.id}-${next.round.id}-opens`,
        on: next.on,
        summary: calendarWords.opens({ body, round: next.round }),
      });
    }
    return Promise.resolve({
      statusCode: 200,
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="${followUp.forceId}-${form.roundId}.ics"`,
      },
      body: calendar.toString(),
    });
  });
}
