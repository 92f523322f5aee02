import { wireStores } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(wireStores(process.env, { functionName: 'record-mail-event' }));
