import { wireWithoutMail } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(wireWithoutMail(process.env, { functionName: 'record-mail-event' }));
