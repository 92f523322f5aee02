import { wire } from '../../shared/wiring.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(wire(process.env, { functionName: 'progress-form' }));
