import { wireQueues, wireRules, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'sweep' });
export const handler = createHandler({
  ...stores,
  ...wireRules(stores),
  ...wireQueues(stores.configuration),
});
