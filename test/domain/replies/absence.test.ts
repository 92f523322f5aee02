import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../shared/domain/sending/decide-notices.ts';
import { aContext, aRecord, at, essexContacts } from '../../builders/follow-up.ts';

/** Returns the roles that get the progress request of 22 March 2016 while the lead is away. */
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
  const { owed } = decideNotices(aRecord(), aContext({ now: at('2016-03-22'), contacts }));
  return owed
    .filter(({ rungId }) => rungId === 'request')
    .map(({ recipient }) => (recipient.kind === 'contact' ? recipient.contact.role : 'staff'))
    .sort();
}

describe('a progress request while the lead is away', () => {
  it('also goes to the deputy', () => {
    expect(asked({ backOn: '2016-04-04' })).toEqual(['deputy', 'lead', 'liaison']);
  });

  it('also goes to the deputy, for two weeks, if nobody knows when the lead is back', () => {
    expect(asked({})).toEqual(['deputy', 'lead', 'liaison']);
  });

  it('no longer goes to the deputy once the lead is back', () => {
    expect(asked({ backOn: '2016-03-22' })).toEqual(['lead', 'liaison']);
    expect(asked(undefined)).toEqual(['lead', 'liaison']);
  });
});
