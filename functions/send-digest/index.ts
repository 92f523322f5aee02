import { wireInbox, wireMail, wireQueues, wireRules, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'send-digest' });
export const handler = createHandler({
  ...stores,
  ...wireRules(stores),
  ...wireInbox(stores),
  ...wireQueues(stores.configuration),
  ...wireMail(stores.configuration),
});
