import type { Context } from 'aws-lambda';
import type { FunctionName } from '../../infra/service-map.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** Every function of the service map, with the signature that Lambda calls. */
export type Handlers = Record<FunctionName, Handler>;
