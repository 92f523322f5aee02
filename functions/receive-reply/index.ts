import { wireFiles, wireIncomingMail, wireMail, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const service = wireStores(process.env, { functionName: 'receive-reply' });
const { configuration } = service;
export const handler = createHandler({
  ...service,
  ...wireMail(configuration),
  ...wireFiles(configuration),
  ...wireIncomingMail(),
});
