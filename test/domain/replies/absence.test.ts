import { describe, expect, test } from 'vitest';
import { noticesOwed } from '../../../shared/domain/sending/notices-owed.ts';
import { aContext, aRecord, at, essexContacts } from '../../builders/follow-up.ts';

/** Who gets the progress request of 22 March 2016 while the lead is away like this. */
function asked(away: { backOn?: string } | undefined): string[] {
  const contacts = essexContacts().map((contact) =>
    contact.role !== 'lead' || away === undefined
      ? contact
      : {
          ...contact,
          away: {
            since: at('2016-03-14T09:00'),
            backOn:
              away.backOn === undefined
                ? undefined
                : at(away.backOn).toZonedDateTimeISO('Europe/London').toPlainDate(),
            mailId: '2016-03-14-abcdefgh',
          },
        },
  );
  const { owed } = noticesOwed(aRecord(), aContext({ now: at('2016-03-22'), contacts }));
  return owed
    .filter(({ rungId }) => rungId === 'request')
    .map(({ recipient }) => (recipient.kind === 'contact' ? recipient.contact.role : 'staff'))
    .sort();
}

describe('while the lead is away', () => {
  test('the deputy gets the next notice too', () => {
    expect(asked({ backOn: '2016-04-04' })).toEqual(['deputy', 'lead', 'liaison']);
  });

  test('also where nobody knows until when, for a fortnight', () => {
    expect(asked({})).toEqual(['deputy', 'lead', 'liaison']);
  });

  test('but not once the lead is back', () => {
    expect(asked({ backOn: '2016-03-22' })).toEqual(['lead', 'liaison']);
    expect(asked(undefined)).toEqual(['lead', 'liaison']);
  });
});
