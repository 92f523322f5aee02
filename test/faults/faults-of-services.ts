import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { errorAnswer } from '../../local/ses-door/query-answers.ts';
import type { Answer, Call, Fault, ServiceName } from './fault-proxy.ts';

/** The answers of a service that does not do what it was asked. */
function refusal(service: ServiceName, { code, status }: { code: string; status: number }): Answer {
  const message = 'As the fault proxy was told.';
  if (service === 'ses') {
    const { xml } = errorAnswer({ status, code, message });
    return { status, headers: { 'content-type': 'text/xml' }, body: xml };
  }
  const namespace = service === 'sqs' ? 'com.amazonaws.sqs' : 'com.amazonaws.dynamodb.v20120810';
  return jsonAnswer(status, { __type: `${namespace}#${code}`, message });
}

function jsonAnswer(status: number, body: object): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify(body),
  };
}

const throttlingCodes = {
  dynamodb: 'ThrottlingException',
  sqs: 'RequestThrottled',
  ses: 'Throttling',
} satisfies Record<ServiceName, string>;

/** The service did nothing, because too much is asked at once. */
export function throttled({ service }: Call): Fault {
  return { kind: 'answer', answer: refusal(service, { code: throttlingCodes[service], status: 400 }) };
}

/** The service answers with a 5xx after it did its work. */
export function brokenAfterwards(call: Call): Fault {
  const fault = broken(call);
  if (fault.kind !== 'answer') return fault;
  return { kind: 'change', body: call.body, answer: () => fault.answer };
}

/** The service answers with a 5xx before it did any work. */
export function broken({ service }: Call): Fault {
  const code = service === 'dynamodb' ? 'InternalServerError' : 'InternalFailure';
  return { kind: 'answer', answer: refusal(service, { code, status: 500 }) };
}

/** The service answers with a 4xx that no retry can fix, because the call, its rights or its address are wrong. */
export function defectOf({ service }: Call, code: string): Fault {
  return { kind: 'answer', answer: refusal(service, { code, status: 400 }) };
}

/** SES refuses an email for good with a 4xx, for example because the account is in the sandbox or sending is paused. */
export function refusedBySes(code: string): Fault {
  return { kind: 'answer', answer: refusal('ses', { code, status: 400 }) };
}

const transactionSchema = z.object({ TransactItems: z.array(z.unknown()) });

/**
 * DynamoDB did nothing because another transaction was changing the same item. Returns undefined if the call is not a
 * write.
 */
export function transactionConflict(call: Call): Fault | undefined {
  if (call.action === 'TransactWriteItems') {
    const { TransactItems: parts } = transactionSchema.parse(JSON.parse(call.body));
    const reasons = parts.map((_, index) => ({ Code: index === 0 ? 'TransactionConflict' : 'None' }));
    const answer = jsonAnswer(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      message: 'Transaction cancelled, please refer cancellation reasons for specific reasons.',
      CancellationReasons: reasons,
    });
    return { kind: 'answer', answer };
  }
  if (!['PutItem', 'UpdateItem', 'DeleteItem'].includes(call.action)) return undefined;
  const conflict = { code: 'TransactionConflictException', status: 400 };
  return { kind: 'answer', answer: refusal('dynamodb', conflict) };
}

const batchSchema = z.looseObject({ Entries: z.array(z.looseObject({ Id: z.string() })) });
const batchAnswerSchema = z.looseObject({ Failed: z.array(z.unknown()).default([]) });

/**
 * SQS takes all messages of a batch except the first, and answers with a 200. Returns undefined if the call is not a
 * batch.
 */
export function partlyTaken(call: Call): Fault | undefined {
  if (call.action !== 'SendMessageBatch') return undefined;
  const batch = batchSchema.parse(JSON.parse(call.body));
  const [left, ...taken] = batch.Entries;
  if (left === undefined) return undefined;
  const failed = { Id: left.Id, Code: 'InternalError', SenderFault: false };
  if (taken.length === 0)
    return { kind: 'answer', answer: jsonAnswer(200, { Successful: [], Failed: [failed] }) };
  return {
    kind: 'change',
    body: JSON.stringify({ ...batch, Entries: taken }),
    answer: (answer) => {
      const answered = batchAnswerSchema.parse(JSON.parse(answer.body));
      return jsonAnswer(200, { ...answered, Failed: [...answered.Failed, failed] });
    },
  };
}
