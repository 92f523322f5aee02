import { wireIncomingMail, wireMail, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const stores = wireStores(process.env, { functionName: 'receive-reply' });

export const handler = createHandler({
  ...stores,
  ...wireMail(stores.configuration),
  ...wireIncomingMail(stores.configuration),
});
