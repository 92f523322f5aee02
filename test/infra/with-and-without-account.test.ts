import { describe, expect, test } from 'vitest';
import { isNightly } from '../support/nightly.ts';
import { accounts, exampleSettings, render, synthesise, withoutAccount } from './synthesise.ts';

const zone = { id: 'Z0123456789ABCDEFGHIJ', name: 'inspectorate.example' };

/**
 * The first configuration creates the most resources. `npm run accounts` checks all of them, with and without an account.
 */
const configurations: [what: string, change: Record<string, unknown>][] = [
  ['a stage with its own DNS zone', { hostedZone: zone }],
  ['the example stage', {}],
  ['a stage without a firewall', { firewall: false }],
  ['a stage on a restored table', { restoredTable: 'revisit-staging-restored' }],
  ['a stage in another region', { region: 'eu-west-1' }],
  ['a stage in the region of the firewall', { region: 'us-east-1' }],
];

/**
 * Returns the template in one form, so that a reference, a joined text and a plain text of the same meaning are equal.
 */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const values = value.map(canonical);
    // CDK sorts the names in a policy by their text, and an account changes the text.
    return values.every((one) => typeof one === 'string') ? values.sort() : values;
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? withoutAccount(value) : value;
  }
  const entries = Object.entries(value);
  if (entries.length === 1 && /^(?:Ref|Fn::(?:GetAtt|Sub|Join))$/u.test(entries[0]?.[0] ?? '')) {
    return withoutAccount(render(value));
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, canonical(one)]));
}

describe.each(isNightly ? configurations : configurations.slice(0, 1))('the templates of %s', (_, change) => {
  test('pass every deployment check, and an account changes nothing but its number in them (F38)', () => {
    const settings = { ...exampleSettings, ...change };
    const [without, ...others] = accounts.map(({ account }) =>
      synthesise({ stage: 'staging', settings, account }),
    );
    expect(others).toHaveLength(1);
    for (const { edge, service } of others) {
      expect(canonical(service)).toEqual(canonical(without?.service));
      expect(canonical(edge)).toEqual(canonical(without?.edge));
    }
  }, 180_000);
});
