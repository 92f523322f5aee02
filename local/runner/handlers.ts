import type { Context } from 'aws-lambda';
import type { FunctionName } from '../../infra/service-map.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** Every function of the service map, as Lambda would call it. */
export type Handlers = Record<FunctionName, Handler>;
