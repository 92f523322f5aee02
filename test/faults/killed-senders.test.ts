import { askBodyCourse } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  {
    course: askBodyCourse,
    sample: [
      { call: 'SendRawEmail', side: 'before' },
      { call: 'SendRawEmail', side: 'after' },
    ],
  },
]);
