import { describe, expect, test } from 'vitest';
import { saysAddressIsGone } from '../../../shared/domain/replies/permanence.ts';

const gone: readonly (readonly [status: string | undefined, text: string])[] = [
  [
    '5.1.1',
    'smtp; 550 5.1.1 <x@y.example>: Recipient address rejected: User unknown in virtual mailbox table',
  ],
  ['5.4.1', 'smtp; 550 5.4.1 Recipient address rejected: Access denied. AS(201806281)'],
  ['5.1.10', 'smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'],
  ['5.0.0', 'smtp; 550 No such user here'],
  ['5.1.2', 'smtp; 550 Host unknown'],
  [
    '5.4.4',
    'Host or domain name not found. Name service error for name=old.police.example type=AAAA: Host not found',
  ],
  ['5.1.1', 'smtp; 550 5.1.1 The email account that you tried to reach does not exist.'],
  [undefined, '550 Requested action not taken: mailbox unavailable, account disabled'],
  ['5.1.1', ''],
  ['5.1.6', 'smtp; 550 5.1.6 recipient no longer on server'],
];

const notGone: readonly (readonly [status: string | undefined, text: string])[] = [
  ['5.2.2', 'smtp; 552 5.2.2 The email account that you tried to reach is over quota'],
  ['5.7.1', 'smtp; 550 5.7.1 Relaying denied. User unknown to this relay'],
  ['5.1.0', 'smtp; 550 5.1.0 Sender denied by SPF'],
  ['5.3.4', 'smtp; 552 5.3.4 Message size exceeds fixed limit'],
  ['4.1.1', 'smtp; 450 4.1.1 Recipient address rejected: unverified address, try again later'],
  ['5.1.3', 'smtp; 553 5.1.3 listed at https://dnsbl.example/q?ip=192.0.2.1'],
  ['5.0.0', 'smtp; 554 Message contains a virus'],
  ['5.4.7', 'smtp; 554 5.4.7 message expired, connection timed out'],
  ['5.2.0', 'smtp; 550 5.2.0 Only members of the group can post to this list'],
  ['5.0.0', ''],
];

/** Puts what a mail server said in front, for the title of the test. */
const withTitle = (rows: typeof gone) =>
  rows.map(([status, text]) => [`${status ?? 'without a status'}, "${text}"`, status, text] as const);

describe('the words of a mail server', () => {
  test.each(withTitle(gone))('say that there is no such address: %s', (_, status, text) => {
    expect(saysAddressIsGone({ status, text })).toBe(true);
  });

  test.each(withTitle(notGone))('do not say that the address is gone: %s', (_, status, text) => {
    expect(saysAddressIsGone({ status, text })).toBe(false);
  });
});
