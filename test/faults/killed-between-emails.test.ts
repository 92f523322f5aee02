import { askingAboutManyReports } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  {
    course: askingAboutManyReports,
    sample: [
      { call: 'SendRawEmail', side: 'after' },
      { call: 'TransactWriteItems', time: 2, side: 'after' },
    ],
  },
]);
