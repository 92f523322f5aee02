import * as z from 'zod';
import type { Resources } from '../../local/resources.ts';
import { targetOf, type ServiceAnswer, type ServiceCall } from '../support/watched-services.ts';

/**
 * Names a request by its action and the kind of its item, e.g. `dynamodb GetItem setting CALENDAR` or `dynamodb PutItem
 * notice, refused`. Names contain no id and no time, so that they are the same in every run.
 */
export function nameRequest(
  { call, answer }: { call: ServiceCall; answer: ServiceAnswer | undefined },
  resources: Resources,
): string {
  return `${call.service} ${nameOperation(call, resources)}${nameOutcome(answer)}`;
}

function nameOperation(call: ServiceCall, resources: Resources): string {
  switch (call.service) {
    case 'dynamodb':
      return nameTableRequest(call);
    case 'sqs':
      return nameQueueRequest(call, resources);
    case 's3':
      return nameBucketRequest(call, resources);
    case 'ses':
      return new URLSearchParams(call.body.toString('utf8')).get('Action') ?? 'unknown';
  }
}

const refusals = /ConditionalCheckFailed|TransactionCanceled/u;

function nameOutcome(answer: ServiceAnswer | undefined): string {
  if (answer === undefined) return ', unanswered';
  if (answer.status < 400) return '';
  return refusals.test(answer.body.toString('utf8')) ? ', refused' : `, failed with ${answer.status}`;
}

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const keySchema = z.looseObject({ pk: text, sk: text });
const keyed = z.looseObject({ Key: keySchema });
const partSchema = z.union([
  z
    .looseObject({ Put: z.looseObject({ Item: keySchema }) })
    .transform(({ Put }) => `put ${kindOf(Put.Item)}`),
  z.looseObject({ Update: keyed }).transform(({ Update }) => `update ${kindOf(Update.Key)}`),
  z.looseObject({ Delete: keyed }).transform(({ Delete }) => `delete ${kindOf(Delete.Key)}`),
  z
    .looseObject({ ConditionCheck: keyed })
    .transform(({ ConditionCheck }) => `check ${kindOf(ConditionCheck.Key)}`),
]);
const tableRequestSchema = z.looseObject({
  Key: keySchema.optional(),
  Item: keySchema.optional(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(keySchema) })).optional(),
  TransactItems: z.array(partSchema).optional(),
});

function nameTableRequest(call: ServiceCall): string {
  const request = tableRequestSchema.parse(JSON.parse(call.body.toString('utf8')));
  const { Key, Item, IndexName, RequestItems, TransactItems } = request;
  const words = [targetOf(call)];
  if (IndexName !== undefined) words.push(`index ${IndexName}`);
  const key = Key ?? Item;
  if (key !== undefined) words.push(kindOf(key));
  if (request.KeyConditionExpression !== undefined) {
    words.push(nameCondition({ ...request, condition: request.KeyConditionExpression }));
  }
  const asked = Object.values(RequestItems ?? {}).flatMap(({ Keys }) => Keys.map(kindOf));
  if (asked.length > 0) words.push(countEach(asked));
  if (TransactItems !== undefined) words.push(countEach(TransactItems));
  return words.join(' ');
}

/** Names an item, e.g. `notice` for an item of a follow-up, or `setting CALENDAR` for a setting. */
function kindOf({ pk, sk }: { pk: string; sk: string }): string {
  const [partition = '', kind = ''] = pk.split('#');
  if (partition === 'SETTINGS') return `setting ${sk}`;
  const [item = ''] = sk.split('#');
  if (partition === 'ALIAS') return `${item.toLowerCase()} of ${kind}`;
  return (isWord(item) ? item : partition).toLowerCase();
}

/** Tells whether part of a key names a kind of item, such as `LEGAL-HOLD`, and not the id of a person or follow-up. */
function isWord(part: string): boolean {
  return /^[A-Z]+(-[A-Z]+)*$/u.test(part);
}

/** Names a condition, e.g. `pk = FOLLOWUP AND sk >= FOLLOWUP`. */
function nameCondition(request: {
  condition: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}): string {
  const { condition, ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = request;
  return condition
    .replaceAll(/#\w+/gu, (name) => names[name] ?? name)
    .replaceAll(/:\w+/gu, (name) => {
      const value = text.safeParse(values[name]);
      const [first = '', second = ''] = value.success ? value.data.split('#') : [];
      if (first === 'ALIAS') return `ALIAS of ${second}`;
      return isWord(first) ? first : `(${name.slice(1)})`;
    });
}

/** Sorts and counts the names, e.g. `contact ×2, force`. The order of the requests makes no difference. */
function countEach(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => (count === 1 ? name : `${name} ×${count}`))
    .join(', ');
}

const queueRequestSchema = z.looseObject({
  QueueUrl: z.string(),
  Entries: z.array(z.unknown()).optional(),
});

function nameQueueRequest(call: ServiceCall, { queueUrls, deadLetterQueueUrls }: Resources): string {
  const { QueueUrl, Entries } = queueRequestSchema.parse(JSON.parse(call.body.toString('utf8')));
  const named = [
    ...Object.entries(queueUrls).map(([name, url]) => ({ url, name: `queue ${name}` })),
    ...Object.entries(deadLetterQueueUrls).map(([name, url]) => ({ url, name: `dead letters ${name}` })),
  ];
  const queue = named.find(({ url }) => url === QueueUrl)?.name ?? 'another queue';
  const messages = Entries === undefined ? '' : `, ${Entries.length} in one batch`;
  return `${targetOf(call)} ${queue}${messages}`;
}

const objectOperations: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

function nameBucketRequest({ method, url, headers }: ServiceCall, { buckets }: Resources): string {
  const [, called = ''] = url.pathname.split('/');
  const bucket = Object.entries(buckets).find(([, name]) => name === called)?.[0] ?? 'another bucket';
  const operation = url.searchParams.has('versions')
    ? 'ListObjectVersions'
    : url.searchParams.has('delete')
      ? 'DeleteObjects'
      : headers['x-amz-copy-source'] !== undefined
        ? 'CopyObject'
        : (objectOperations[method] ?? method);
  return `${operation} bucket ${bucket}`;
}
