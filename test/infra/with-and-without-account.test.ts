import { describe, expect, test } from 'vitest';
import { accounts, canonical, exampleSettings, synthesise } from './synthesise.ts';

const zone = { id: 'Z0123456789ABCDEFGHIJ', name: 'inspectorate.example' };

/** `npm run accounts` makes the templates of all of them, with and without an account. */
const configurations: [what: string, change: Record<string, unknown>][] = [
  ['a stage with its own DNS zone', { hostedZone: zone }],
  ['the example stage', {}],
  ['a stage without a firewall', { firewall: false }],
  ['a stage without a log of reads', { readTrail: false }],
  ['a stage on a restored table', { restoredTable: 'revisit-staging-restored' }],
  ['a stage in another region', { region: 'eu-west-1' }],
  ['a stage in the region of the firewall', { region: 'us-east-1' }],
];

describe.each(configurations)('the templates of %s', (_, change) => {
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
