import { wireForm, wireInbox, wireIncomingMail, wireRules, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'apply-retention' });
export const handler = createHandler({
  ...stores,
  ...wireRules(stores),
  ...wireForm(stores),
  ...wireInbox(stores),
  ...wireIncomingMail(stores),
});
