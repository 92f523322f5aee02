import {
  wireForm,
  wireInbox,
  wireIncomingMail,
  wireMail,
  wireRules,
  wireStores,
} from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'receive-reply' });
export const handler = createHandler({
  ...stores,
  ...wireRules(stores),
  ...wireForm(stores),
  ...wireInbox(stores),
  ...wireMail(stores.configuration),
  ...wireIncomingMail(stores),
});
