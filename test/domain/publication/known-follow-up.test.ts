import { describe, expect, it } from 'vitest';
import { readVisitFromNote } from '../../../shared/domain/publication/known-follow-up.ts';

describe('a visit that is read from a note about a publication', () => {
  it('has the days that the note gives, and a separate publication date for the report', () => {
    expect(
      readVisitFromNote('inspectors returned 25 to 28 August 2015; review published 8 March 2016'),
    ).toMatchObject({
      held: { precision: 'day', firstOn: { day: 25, month: 8, year: 2015 }, lastOn: { day: 28 } },
      report: { publishedOn: { day: 8, month: 3, year: 2016 } },
    });
  });

  it('can run over the end of a month', () => {
    expect(readVisitFromNote('inspectors returned 30 June to 2 July 2015')).toMatchObject({
      held: { firstOn: { day: 30, month: 6, year: 2015 }, lastOn: { day: 2, month: 7 } },
    });
  });

  it('has one day as first and last day if the note gives one day', () => {
    expect(readVisitFromNote('Inspectors returned 5 September 2016')).toMatchObject({
      held: { firstOn: { day: 5 }, lastOn: { day: 5 } },
    });
  });

  it('has only a month if the note gives only a month', () => {
    const visit = readVisitFromNote('inspectors returned March 2023; re-inspection published 4 August 2023');
    expect(visit).toMatchObject({
      held: { precision: 'month' },
      report: { publishedOn: { day: 4, month: 8 } },
    });
    expect(visit?.held).toMatchObject({ month: { year: 2023, month: 3 } });
  });

  it.each(['reviewed by early 2016', 'review published 2019', ''])(
    'is not guessed if the note gives no date of a visit: %j',
    (note) => {
      expect(readVisitFromNote(note)).toBeUndefined();
    },
  );
});
