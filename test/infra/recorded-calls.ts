import * as z from 'zod';
import type { Resources } from '../../local/resources.ts';
import { targetOf, watchServices, type ServiceCall, type ServiceName } from '../support/watched-services.ts';

/** The permission that IAM would check for a call of a function, such as `dynamodb:GetItem` on `table`. */
export interface Use {
  readonly by: string;
  readonly action: string;
  /** The resource by its name in the service map: `table`, `index by-force`, `queue outgoing`, `bucket raw-mail`. */
  readonly on: string;
  /** The partitions of the table that the call names, as IAM sees them. Absent for a call to an index or another service. */
  readonly partitions?: readonly string[];
}

/** Stands between the functions and the emulators, and records which function asked for what. */
export interface CallRecorder {
  readonly uses: readonly Use[];
  /** The environment of one function. Its calls go through here under its own name, which is its access key. */
  environmentOf(name: string, environment: Record<string, string>): Record<string, string>;
  stop(): Promise<void>;
}

type Reader = (call: ServiceCall) => Omit<Use, 'by'>[];

export async function startCallRecorder(
  environment: Record<string, string>,
  resources: Resources,
): Promise<CallRecorder> {
  const uses: Use[] = [];
  const seen = new Set<string>();
  const readers: Readonly<Record<ServiceName, Reader>> = {
    dynamodb: readTableCall,
    sqs: readQueueCall(resources),
    s3: readBucketCall(resources),
    ses: readMailCall,
  };
  const watched = await watchServices(environment, {
    called: (call) => {
      for (const use of readers[call.service](call)) {
        const key = JSON.stringify([callerOf(call), use]);
        if (!seen.has(key)) uses.push({ by: callerOf(call), ...use });
        seen.add(key);
      }
    },
  });
  return {
    uses,
    environmentOf: (name, own) => ({ ...own, ...watched.variables, AWS_ACCESS_KEY_ID: name }),
    stop: () => watched.stop(),
  };
}

/** `AWS4-HMAC-SHA256 Credential=sweep/20160309/…` */
function callerOf({ headers }: ServiceCall): string {
  return /Credential=([^/]+)\//u.exec(headers.authorization ?? '')?.[1] ?? 'nobody';
}

const key = z.looseObject({ pk: z.object({ S: z.string() }) }).transform(({ pk }) => pk.S);
const keyed = z.looseObject({ Key: key }).transform(({ Key }) => Key);
const put = z.looseObject({ Item: key }).transform(({ Item }) => Item);
const tableCallSchema = z.looseObject({
  IndexName: z.string().optional(),
  TransactItems: z
    .array(
      z.union([
        z.looseObject({ Put: put }).transform(({ Put }) => ({ action: 'PutItem', partition: Put })),
        z
          .looseObject({ Update: keyed })
          .transform(({ Update }) => ({ action: 'UpdateItem', partition: Update })),
        z
          .looseObject({ Delete: keyed })
          .transform(({ Delete }) => ({ action: 'DeleteItem', partition: Delete })),
        z
          .looseObject({ ConditionCheck: keyed })
          .transform(({ ConditionCheck }) => ({ action: 'ConditionCheckItem', partition: ConditionCheck })),
      ]),
    )
    .optional(),
  Key: key.optional(),
  Item: key.optional(),
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(key) })).optional(),
  ExpressionAttributeValues: z.looseObject({ ':pk': z.object({ S: z.string() }).optional() }).optional(),
});

/** A transaction needs the permission of each of its parts. */
const readTableCall: Reader = (call) => {
  const { IndexName, TransactItems, Key, Item, RequestItems, ExpressionAttributeValues } =
    tableCallSchema.parse(JSON.parse(call.body.toString('utf8')));
  if (IndexName !== undefined) return [{ action: `dynamodb:${targetOf(call)}`, on: `index ${IndexName}` }];
  if (TransactItems !== undefined) {
    return TransactItems.map(({ action, partition }) => ({
      action: `dynamodb:${action}`,
      on: 'table',
      partitions: [partition],
    }));
  }
  const batch = Object.values(RequestItems ?? {}).flatMap(({ Keys }) => Keys);
  const named = [Key, Item, ExpressionAttributeValues?.[':pk']?.S].filter((one) => one !== undefined);
  return [{ action: `dynamodb:${targetOf(call)}`, on: 'table', partitions: [...batch, ...named] }];
};

function readQueueCall({ queueUrls, deadLetterQueueUrls }: Resources): Reader {
  const names = new Map([
    ...Object.entries(queueUrls).map(([name, url]) => [url, `queue ${name}`] as const),
    ...Object.entries(deadLetterQueueUrls).map(([name, url]) => [url, `dead letters ${name}`] as const),
  ]);
  return (call) => {
    const { QueueUrl } = z
      .looseObject({ QueueUrl: z.string() })
      .parse(JSON.parse(call.body.toString('utf8')));
    // IAM has no separate action for a batch.
    const action = `sqs:${targetOf(call).replace(/Batch$/u, '')}`;
    return [{ action, on: names.get(QueueUrl) ?? QueueUrl }];
  };
}

const objectActions: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

function readBucketCall({ buckets }: Resources): Reader {
  const names = new Map(Object.entries(buckets).map(([name, bucket]) => [bucket, `bucket ${name}`]));
  return ({ headers, method, url, body }) => {
    const [, bucket = '', ...keys] = url.pathname.split('/');
    const on = names.get(bucket) ?? bucket;
    if (url.searchParams.has('versions')) return [{ action: 's3:ListBucketVersions', on }];
    if (url.searchParams.has('delete')) {
      const isOfVersions = body.includes('<VersionId>');
      return [{ action: isOfVersions ? 's3:DeleteObjectVersion' : 's3:DeleteObject', on }];
    }
    const action = objectActions[method] ?? method;
    if (headers['x-amz-copy-source'] !== undefined) {
      // A copy also reads its source.
      return [
        { action: 's3:GetObject', on },
        { action, on: `${on} below ${keys[0] ?? ''}/` },
      ];
    }
    return [{ action, on }];
  };
}

const readMailCall: Reader = ({ body }) => {
  const parameters = new URLSearchParams(body.toString('utf8'));
  const action = `ses:${parameters.get('Action') ?? ''}`;
  return [
    { action, on: `address ${parameters.get('Source') ?? ''}` },
    { action, on: parameters.has('ConfigurationSetName') ? 'configuration set' : 'no configuration set' },
  ];
};
