import { wireQueues, wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

const service = wireStores(process.env, { functionName: 'sweep' });
export const handler = createHandler({ ...service, ...wireQueues(service.configuration) });
