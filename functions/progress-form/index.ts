import { wireFiles, wireMail, wireQueues, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const service = wireStores(process.env, { functionName: 'progress-form' });
const { configuration } = service;
export const handler = createHandler({
  ...service,
  ...wireQueues(configuration),
  ...wireMail(configuration),
  ...wireFiles(configuration),
});
