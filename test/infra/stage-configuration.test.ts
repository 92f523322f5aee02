import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadStageConfiguration, parseStageConfiguration } from '../../infra/stage-configuration.ts';
import { exampleSettings } from './synthesise.ts';

const stagesFolder = join(import.meta.dirname, '../../infra/stages');
const production = { ...exampleSettings, allowedRecipients: [] };

describe('the configuration of a stage', () => {
  test('is valid for every stage in this repository', () => {
    const stages = readdirSync(stagesFolder).map((file) => file.replace(/\.json$/, ''));
    expect(stages).toContain('example');
    for (const stage of stages) expect(loadStageConfiguration(stage).stage).toBe(stage);
  });

  test('gets a sensible default for each setting that is left out', () => {
    expect(parseStageConfiguration('production', production)).toMatchObject({
      region: 'eu-west-2',
      firewall: true,
      originSecretGenerations: ['first'],
      runbookUrl: 'docs/runbook.md',
    });
  });

  test.each([
    ['production', {}, true],
    ['staging', {}, false],
    ['production', { readTrail: false }, false],
    ['staging', { readTrail: true }, true],
  ])('logs reads in production, unless the setting says otherwise (%s, %j)', (stage, setting, expected) => {
    const { readTrail, ...settings } = stage === 'production' ? production : exampleSettings;
    expect(readTrail).toBe(true);
    expect(parseStageConfiguration(stage, { ...settings, ...setting }).readTrail).toBe(expected);
  });

  test('names the file to write when the stage is unknown', () => {
    expect(() => loadStageConfiguration('nowhere')).toThrow(
      'There is no infra/stages/nowhere.json. Copy infra/stages/example.json to it and set your own names.',
    );
  });

  test.each([
    ['local', 'The stage "local" runs on your own machine'],
    ['Production!', 'lower-case letters'],
    [undefined, 'expected string'],
  ])('is refused when the stage is called %j', (stage, message) => {
    expect(() => loadStageConfiguration(stage)).toThrow(message);
  });

  test('names every missing setting at once, with what to set', () => {
    expect(() => parseStageConfiguration('staging', {})).toThrow(
      /^infra\/stages\/staging\.json cannot be used:\n {2}publicHostname: Set it to the host name of the form.*\n {2}mailFrom: Set it to the address.*\n {2}replyDomain: Set it to the domain that receives replies.*\n {2}alarmRecipients: /,
    );
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a setting that does not exist', { publicHostName: 'x' }, 'publicHostName'],
    [
      'a host name with a scheme',
      { publicHostname: 'https://a.example' },
      'publicHostname: It must be a domain',
    ],
    ['nobody to get the alarms', { alarmRecipients: [] }, 'somebody must get the alarms'],
    [
      'an account number of the wrong length',
      { account: '123' },
      'account: An AWS account number has 12 digits',
    ],
    [
      'replies on the domain of mailFrom',
      { replyDomain: 'mail.inspectorate.example' },
      'replyDomain: It must differ',
    ],
    [
      'a log retention that CloudWatch does not offer',
      { logRetentionDays: 42 },
      'logRetentionDays: Choose 30, 90',
    ],
    [
      'a domain outside the hosted zone',
      { hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'elsewhere.example' } },
      'mailFrom: mail.inspectorate.example is not in the hosted zone elsewhere.example',
    ],
  ])('is refused with the name of the setting when it has %s', (_, change, message) => {
    expect(() => parseStageConfiguration('production', { ...production, ...change })).toThrow(message);
  });

  test('lets production, and no other stage, send email to everybody', () => {
    expect(() => parseStageConfiguration('production', exampleSettings)).toThrow(
      'allowedRecipients: Production emails everybody',
    );
    expect(() => parseStageConfiguration('staging', production)).toThrow(
      'allowedRecipients: Only the stage "production" may email everybody',
    );
  });
});
