import { recovering, writingDigests } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  { course: recovering, sample: [['PutItem', 'after']] },
  {
    course: writingDigests,
    sample: [
      ['SendRawEmail', 'before'],
      ['SendRawEmail', 'after'],
    ],
  },
]);
