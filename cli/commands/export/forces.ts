import { exportList } from '../../output/export-list.ts';

export const exportForces = exportList({
  name: 'forces',
  importedBy: 'force import',
  note: 'A force that was renamed has a line for each of its names. ',
  example: 'revisit export forces --out forces.csv',
  columns: ['id', 'name', 'nation', 'region', 'pfa_code', 'simulated', 'name_from'],
  input: {},
  rows: async ({ people }) =>
    (await people.forces()).flatMap(({ id, names, nation, region, pfaCode, simulated }) =>
      names.map(({ name, from }) => ({
        id,
        name,
        nation,
        region,
        pfa_code: pfaCode,
        simulated: simulated ? 'yes' : 'no',
        name_from: from?.toString(),
      })),
    ),
});
