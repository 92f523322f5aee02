import * as z from 'zod';
import { roles } from '../../shared/domain/programme.ts';

export const roleInput = z.enum(roles, `must be one of ${roles.join(', ')}.`);

export const emailInput = z.email({ error: 'must be an email address, e.g. name@force.example' });

export const nameInput = z.string().trim().min(1, 'must not be empty.');
