import { asking } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  {
    course: asking,
    sample: [
      { call: 'TransactWriteItems', side: 'after' },
      { call: 'SendRawEmail', side: 'before' },
      { call: 'SendRawEmail', side: 'after' },
      { call: 'DeleteMessageBatch', side: 'before' },
    ],
  },
]);
