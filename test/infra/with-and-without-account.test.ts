import { describe, expect, test } from 'vitest';
import { isNightly } from '../support/nightly.ts';
import { accounts, exampleSettings, render, synthesise, withoutAccount } from './synthesise.ts';

const zone = { id: 'Z0123456789ABCDEFGHIJ', name: 'inspectorate.example' };

/** The first one makes the most. `npm run accounts` makes all of them, with and without an account. */
const configurations: [what: string, change: Record<string, unknown>][] = [
  ['one whose DNS zone is ours', { hostedZone: zone }],
  ['the example', {}],
  ['one without a firewall', { firewall: false }],
  ['one on a restored table', { restoredTable: 'revisit-staging-restored' }],
  ['one in another region', { region: 'eu-west-1' }],
  ['one in the region of the firewall', { region: 'us-east-1' }],
];

/** A template in which a reference, a joined text and a plain text of the same meaning are the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const values = value.map(canonical);
    // CDK sorts what a policy names by how it is written, and an account changes how.
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
  test('pass every check of a deployment and differ in the number of the account alone (F38)', () => {
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
