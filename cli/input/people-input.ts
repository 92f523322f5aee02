import * as z from 'zod';
import { emailAddress } from '../../shared/contracts/email-address.ts';

/** The id of a role. The use case knows the roles of every programme and refuses another one. */
export const roleInput = z.string().trim().toLowerCase().min(1, 'must not be empty.');

export const emailInput = emailAddress('must be an email address, e.g. name@force.example');

export const nameInput = z.string().trim().min(1, 'must not be empty.');
