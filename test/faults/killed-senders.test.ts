import { asking } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  {
    course: asking,
    sample: [
      { call: 'SendRawEmail', side: 'before' },
      { call: 'SendRawEmail', side: 'after' },
    ],
  },
]);
