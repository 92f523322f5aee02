import { Upload } from '@aws-sdk/lib-storage';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { corpusReplyToken } from './corpus.ts';
import { createEssexInbox, type EssexInbox } from './essex-inbox.ts';

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

const receipt = {
  id: 'keptfirst0001',
  receivedAt: Temporal.Instant.from('2016-04-12T08:10:00Z'),
  envelopeFrom: 'lead@essex.police.example',
  recipients: [`reply+${corpusReplyToken}@reply.inspectorate.example`],
  verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
  rawKey: 'keptfirst0001',
} as const;

test('a mail that cannot be read waits in the holding pen, and is taken when it can be read (F15)', async () => {
  const { batchItemFailures } = await inbox.notify(receipt);
  expect(batchItemFailures).toHaveLength(1);
  expect(await inbox.service.inbox.holdingPen()).toMatchObject([
    { reason: 'not-read-yet', rawKey: receipt.rawKey },
  ]);

  await new Upload({
    client: inbox.stack.clients.s3,
    params: {
      Bucket: inbox.stack.resources.buckets['raw-mail'],
      Key: receipt.rawKey,
      Body: 'From: Chief Superintendent Shaw <lead@essex.police.example>\r\nSubject: Re: Essex\r\n\r\nRec 2: part way.\r\n',
    },
  }).done();
  expect((await inbox.notify(receipt)).batchItemFailures).toEqual([]);
  expect(await inbox.service.inbox.holdingPen()).toEqual([]);
});
