import type { Programme } from '../programme.ts';
import { ncpi } from './ncpi.ts';

/** Every programme that the product knows, by id. */
export const programmes: ReadonlyMap<string, Programme> = new Map([[ncpi.id, ncpi]]);
