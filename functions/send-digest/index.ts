import { wireMail, wireQueues, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const service = wireStores(process.env, { functionName: 'send-digest' });
const { configuration } = service;
export const handler = createHandler({
  ...service,
  ...wireQueues(configuration),
  ...wireMail(configuration),
});
