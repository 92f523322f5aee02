import { wireMail, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const service = wireStores(process.env, { functionName: 'send-notices' });
export const handler = createHandler({ ...service, ...wireMail(service.configuration) });
