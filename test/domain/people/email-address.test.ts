import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { emailAddress } from '../../../shared/contracts/email-address.ts';
import { isEmailAddress } from '../../../shared/domain/people/email-address.ts';

describe('the rule for email addresses', () => {
  it.each([
    'john.smith@essex.police.uk',
    "o'brien@met.police.uk",
    'a+b@sub.domain.example',
    'JOHN_SMITH-1@Essex.Police.UK',
    'x@y.co',
  ])('takes %s', (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });

  it.each([
    'john.smith.@essex.police.uk',
    '.john@essex.police.uk',
    'john..smith@essex.police.uk',
    'john smith@essex.police.uk',
    'john@essex',
    'john@-essex.police.uk',
    'john@essex-.police.uk',
    'john@essex..uk',
    'john@essex.police.uk.',
    '"john smith"@essex.police.uk',
    'jöhn@essex.police.uk',
    `${'x'.repeat(65)}@essex.police.uk`,
    `x@${'y'.repeat(64)}.uk`,
    `x@${'y.'.repeat(130)}uk`,
    'john@essex.police.uk\nBcc: eve@evil.example',
    'john@1.2.3.4',
    '',
  ])('refuses %j', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });

  it('takes every address that an earlier release could store', () => {
    const before = z.email();
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        if (before.safeParse(address).success && address.length <= 254) {
          expect([address, emailAddress().safeParse(address).success]).toEqual([address, true]);
        }
      }),
    );
  });

  it('is used by every part of Revisit that takes an address', async () => {
    const own: string[] = [];
    for await (const file of glob('{shared,cli,functions,local,infra}/**/*.ts')) {
      if (/\bz\.email\(/u.test(readFileSync(file, 'utf8'))) own.push(file);
    }
    expect(own).toEqual(['shared/contracts/email-address.ts']);
  });
});
