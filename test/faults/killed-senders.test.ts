import { askForceCourse } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  {
    course: askForceCourse,
    sample: [
      { call: 'SendRawEmail', side: 'before' },
      { call: 'SendRawEmail', side: 'after' },
    ],
  },
]);
