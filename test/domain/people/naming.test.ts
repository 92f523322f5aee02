import { describe, expect, it } from 'vitest';
import { buildIdFromName, matchName } from '../../../shared/domain/people/naming.ts';

const bodies = [
  { id: 'essex', names: ['Essex Police', 'Essex'] },
  { id: 'sussex', names: ['Sussex Police', 'Sussex'] },
  { id: 'dyfed-powys', names: ['Dyfed-Powys Police', 'Heddlu Dyfed-Powys'] },
  { id: 'west-midlands', names: ['West Midlands Police', 'West Midlands'] },
  { id: 'west-mercia', names: ['West Mercia Police', 'West Mercia'] },
];

function meaning(written: string): string {
  const match = matchName(written, bodies);
  if (match.kind === 'found') return match.found.id;
  if (match.kind === 'ambiguous') return match.candidates.map(({ id }) => id).join(' or ');
  return match.closest === undefined ? 'nothing' : `${match.closest.id}?`;
}

describe('the search for a force by name', () => {
  it.each([
    ['essex', 'essex'],
    ['ESSEX POLICE', 'essex'],
    ['dyfed powys', 'dyfed-powys'],
    ['Dyfed', 'dyfed-powys'],
    ['Heddlu Dyfed-Powys', 'dyfed-powys'],
    ['west', 'west-midlands or west-mercia'],
    ['esex', 'essex?'],
    ['west midland', 'west-midlands?'],
    ['loamshire', 'nothing'],
    ['ess', 'nothing'],
  ])('takes %j to mean %s', (written, id) => {
    expect(meaning(written)).toBe(id);
  });
});

describe('an id made from a name', () => {
  it('has only letters, digits and hyphens that any keyboard can type', () => {
    expect(buildIdFromName('Ch. Supt. Siân Ŵyn')).toBe('ch-supt-sian-wyn');
  });

  it('gets the next free number if the id is taken', () => {
    expect(buildIdFromName('Shaw', ['shaw', 'shaw-2'])).toBe('shaw-3');
  });
});
