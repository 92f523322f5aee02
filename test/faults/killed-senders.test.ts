import { asking } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  {
    course: asking,
    sample: [
      ['SendMessageBatch', 'after'],
      ['TransactWriteItems', 'after'],
      ['SendRawEmail', 'before'],
      ['SendRawEmail', 'after'],
      ['DeleteMessageBatch', 'before'],
    ],
  },
]);
