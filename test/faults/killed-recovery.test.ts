import { recovering, writingDigests } from './courses.ts';
import { describeKills } from './kill-suite.ts';

describeKills([
  // The write that says of an email that nobody knows whether it left.
  { course: recovering, sample: [{ call: 'PutItem', side: 'after' }] },
  { course: writingDigests, sample: [{ call: 'SendRawEmail', side: 'before' }] },
]);
