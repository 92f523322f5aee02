import { recovering, writingDigests } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  // This write marks an email as unknown.
  { course: recovering, sample: [{ call: 'PutItem', side: 'after' }] },
  { course: writingDigests, sample: [{ call: 'SendRawEmail', side: 'before' }] },
]);
