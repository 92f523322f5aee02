import { defineCommand } from '../../command/command.ts';
import { describeExport, exportedOutput, exportRows, outOption } from '../../output/export-list.ts';

const NAME = 'forces';
const COLUMNS = ['id', 'name', 'nation', 'region', 'pfa_code', 'simulated', 'name_from'];

export const exportForces = defineCommand({
  ...describeExport({
    name: NAME,
    importedBy: 'force import',
    note: 'A force with several names has a line for each. ',
    example: 'revisit export forces --out forces.csv',
  }),
  input: { out: outOption },
  output: exportedOutput,
  run: async ({ out }, { service }) => {
    const { people } = await service();
    const rows = (await people.bodies()).flatMap(({ id, names, nation, region, pfaCode, simulated }) =>
      names.map(({ name, from }) => ({
        id,
        name,
        nation,
        region,
        pfa_code: pfaCode,
        simulated: simulated ? 'yes' : 'no',
        name_from: from?.toString(),
      })),
    );
    return exportRows(rows, { name: NAME, columns: COLUMNS, out });
  },
});
