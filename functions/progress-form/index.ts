import { wireForm, wireMail, wireQueues, wireRules, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'progress-form' });
export const handler = createHandler({
  ...stores,
  ...wireRules(stores),
  ...wireForm(stores),
  ...wireQueues(stores.configuration),
  ...wireMail(stores.configuration),
});
