import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../shared/contracts/programme-problems.ts';
import { programmeSchema } from '../../shared/contracts/programme.ts';
import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';
import { writeProgramme } from '../../shared/contracts/write-programme.ts';

describe('A programme that comes with Revisit', () => {
  it.each([...shippedProgrammes.values()])(
    '($id) obeys the rules for the programme file of an admin',
    (programme) => {
      expect(problemsOf(programme)).toEqual([]);
    },
  );

  it.each([...shippedProgrammes])('(%s) is written to a file that reads the same', (id, programme) => {
    expect(programme.id).toBe(id);
    const read = programmeSchema.parse(JSON.parse(JSON.stringify(writeProgramme(programme))));
    expect(writeProgramme(read)).toEqual(writeProgramme(programme));
    expect(read.milestones.map(({ id: milestone }) => milestone)).toEqual(
      programme.milestones.map(({ id: milestone }) => milestone),
    );
  });
});
