import { wireMail, wireRules, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'send-notices' });
export const handler = createHandler({
  ...stores,
  ...wireRules(stores),
  ...wireMail(stores.configuration),
});
