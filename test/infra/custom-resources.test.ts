import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { bundleCustomResources } from '../../infra/bundle.ts';
import { createLocalClients, localCredentials, localRegion } from '../../local/aws-clients.ts';
import { startAccountRuleSets, type AccountRuleSets } from './account-rule-sets.ts';

const run = promisify(execFile);
const invoke = `const { handler } = await import(process.argv[1]); await handler(JSON.parse(process.argv[2]));`;

let directory: string;
let account: AccountRuleSets;

beforeAll(async () => {
  // No node_modules can be reached outside the repository. So the same code runs here as on Lambda.
  directory = mkdtempSync(join(tmpdir(), 'revisit-custom-resources-'));
  [account] = await Promise.all([startAccountRuleSets(), bundleCustomResources(directory)]);
}, 180_000);

beforeEach(() => {
  account.active = undefined;
  account.answers = [];
});

afterAll(async () => {
  await account.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Calls the function as Lambda does when CloudFormation asks, and returns the answer to CloudFormation. */
async function deploy(options: {
  name: 'activate-receipt-rules' | 'publish-assets';
  request: 'Create' | 'Update' | 'Delete';
  properties: Record<string, unknown>;
}): Promise<unknown> {
  const event = {
    RequestType: options.request,
    ResponseURL: `${account.url}/answer`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'resource',
    ResourceProperties: { ServiceToken: 'arn', ...options.properties },
  };
  await run(
    process.execPath,
    ['--input-type=module', '-e', invoke, join(directory, options.name, 'index.mjs'), JSON.stringify(event)],
    {
      cwd: directory,
      env: {
        AWS_REGION: localRegion,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        AWS_ENDPOINT_URL_SES: account.url,
        AWS_ENDPOINT_URL_S3: inject('emulators').s3,
      },
    },
  );
  return account.answers.at(-1);
}

describe('the custom resource for the receipt rules', () => {
  const properties = { ruleSetName: 'revisit-production' };

  test('activates our rule set when no rule set is active', async () => {
    const answer = await deploy({ name: 'activate-receipt-rules', request: 'Create', properties });
    expect(answer).toMatchObject({ Status: 'SUCCESS', StackId: 'stack', RequestId: 'request' });
    expect(account.active).toBe('revisit-production');
  });

  test('leaves another active rule set alone, and tells the operator why and what to do', async () => {
    account.active = 'helpdesk';
    const answer = await deploy({ name: 'activate-receipt-rules', request: 'Create', properties });
    expect(answer).toMatchObject({ Status: 'FAILED' });
    expect(JSON.stringify(answer)).toMatch(/helpdesk\\" is active .*replacesReceiptRuleSet\\": \\"helpdesk/);
    expect(account.active).toBe('helpdesk');
  });

  test('replaces the rule set that the configuration says may be replaced', async () => {
    account.active = 'old-rules';
    await deploy({
      name: 'activate-receipt-rules',
      request: 'Update',
      properties: { ...properties, mayReplace: 'old-rules' },
    });
    expect(account.active).toBe('revisit-production');
  });

  test('deactivates only its own rule set when the stack is deleted', async () => {
    account.active = 'helpdesk';
    await deploy({ name: 'activate-receipt-rules', request: 'Delete', properties });
    expect(account.active).toBe('helpdesk');

    account.active = 'revisit-production';
    const answer = await deploy({ name: 'activate-receipt-rules', request: 'Delete', properties });
    expect(answer).toMatchObject({ Status: 'SUCCESS' });
    expect(account.active).toBeUndefined();
  });
});

describe("the custom resource for the form's files", () => {
  const bucketName = 'form-assets';

  test('puts every file below assets with its type, and keeps the files of earlier deployments', async () => {
    const clients = createLocalClients(inject('emulators'));
    const { s3 } = clients;
    try {
      await s3.send(new CreateBucketCommand({ Bucket: bucketName }));
      const assets = join(directory, 'publish-assets', 'assets');
      rmSync(assets, { recursive: true });
      mkdirSync(join(assets, 'images'), { recursive: true });
      writeFileSync(join(assets, 'form.css'), 'body{}');
      writeFileSync(join(assets, 'images', 'logo.svg'), '<svg/>');
      await deploy({ name: 'publish-assets', request: 'Create', properties: { bucketName } });
      rmSync(join(assets, 'form.css'));
      writeFileSync(join(assets, 'newer.css'), 'html{}');
      await deploy({ name: 'publish-assets', request: 'Update', properties: { bucketName } });
      const answer = await deploy({ name: 'publish-assets', request: 'Delete', properties: { bucketName } });

      expect(answer).toMatchObject({ Status: 'SUCCESS' });
      const listed = await s3.send(new ListObjectsV2Command({ Bucket: bucketName }));
      expect(listed.Contents?.map(({ Key }) => Key).sort()).toEqual([
        'assets/form.css',
        'assets/images/logo.svg',
        'assets/newer.css',
      ]);
      const object = await s3.send(
        new GetObjectCommand({ Bucket: bucketName, Key: 'assets/images/logo.svg' }),
      );
      expect(object.ContentType).toBe('image/svg+xml');
      expect(await object.Body?.transformToString()).toBe('<svg/>');
    } finally {
      clients.destroy();
    }
  });
});
