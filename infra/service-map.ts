/**
 * The one map of the service: which function exists, what triggers it, what it needs, and who suffers if it fails.
 *
 * The CDK stack is built from it, the local runner is built from it, and functions/README.md is checked against it.
 */

import { HELD_MAIL } from '../shared/ports/raw-mail.ts';
import type { IndexName } from './table-definition.ts';

export const queueNames = ['outgoing', 'mail-events', 'incoming-mail'] as const;
export type QueueName = (typeof queueNames)[number];
export const bucketNames = ['raw-mail', 'attachments'] as const;
export type BucketName = (typeof bucketNames)[number];

export type Trigger =
  | { kind: 'schedule'; expression: string; everyMinutes?: number; dailyAt?: string }
  | { kind: 'queue'; queue: QueueName; batchSize: number; maxConcurrency: number }
  | { kind: 'http' };

/** DynamoDB's own names. A transaction needs the permission of each of its parts, not one of its own. */
export type TableAction = (typeof everyTableAction)[number];

/** What a function may touch; the stack grants exactly this and no more. */
export type Resource =
  | { kind: 'table'; actions: readonly TableAction[]; indexes: readonly IndexName[] }
  | { kind: 'queue'; queue: QueueName; actions: readonly 'SendMessage'[] }
  /** To count what waits in all of them. */
  | { kind: 'dead-letters'; actions: readonly 'GetQueueAttributes'[] }
  | {
      kind: 'bucket';
      bucket: BucketName;
      actions: readonly ('GetObject' | 'PutObject')[];
      /** Only objects whose keys begin with it. */
      below?: string;
    }
  | { kind: 'ses'; actions: readonly 'SendRawEmail'[] };

/** `DescribeTable` is for the fence: a restored table has another id. */
export const everyTableAction = [
  'DescribeTable',
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
] as const;

/** Asks for the fence, reads, records, and takes away what is done with: a re-plan job, a claim given back. */
const runningActions = ['DescribeTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

export interface FunctionSpecification {
  trigger: Trigger;
  /** What it does, as one sentence for functions/README.md. */
  useCase: string;
  /** What a person loses while it fails; the text of its alarm. */
  failureImpact: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  uses: readonly Resource[];
}

export const functionNames = [
  'sweep',
  'send-notices',
  'record-mail-event',
  'progress-form',
  'receive-reply',
  'send-digest',
] as const;
export type FunctionName = (typeof functionNames)[number];

export interface QueueSpecification {
  /** Times a message is tried before it goes to the dead-letter queue. */
  maxReceives: number;
  /** Above the consumer's timeout and the claim's lease (DESIGN: SES 10 s < function 60 s < lease 120 s < visibility 360 s). */
  visibilitySeconds: number;
}

export const serviceMap: {
  functions: Record<FunctionName, FunctionSpecification>;
  queues: Record<QueueName, QueueSpecification>;
} = {
  functions: {
    sweep: {
      trigger: { kind: 'schedule', expression: 'cron(0/15 * * * ? *)', everyMinutes: 15 },
      useCase:
        'Finds the follow-ups that need attention and wakes send-notices for each person who may be owed an email.',
      failureImpact: 'No force lead is asked, reminded or chased, and nobody is told.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [
        { kind: 'table', actions: runningActions, indexes: ['attention', 'by-force', 'problems'] },
        { kind: 'queue', queue: 'outgoing', actions: ['SendMessage'] },
      ],
    },
    'send-notices': {
      trigger: { kind: 'queue', queue: 'outgoing', batchSize: 4, maxConcurrency: 2 },
      useCase: 'Decides again what one person is owed, claims it, and sends it once, as one email.',
      failureImpact: 'Leads whose return is due are not asked or reminded; emails wait in the queue.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [
        // A claim is conditional on the version of each follow-up it is about.
        { kind: 'table', actions: [...runningActions, 'ConditionCheckItem'], indexes: ['by-force'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
      ],
    },
    'record-mail-event': {
      trigger: { kind: 'queue', queue: 'mail-events', batchSize: 10, maxConcurrency: 5 },
      useCase:
        "Records what became of each email: accepted by the recipient's mail system, bounced, complained about.",
      failureImpact:
        'Nobody learns that an email bounced, and no chaser goes out, because no request counts as accepted.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [{ kind: 'table', actions: ['GetItem', 'PutItem', 'UpdateItem'], indexes: ['by-force'] }],
    },
    'progress-form': {
      trigger: { kind: 'http' },
      useCase: 'Serves the form on which a force lead answers a progress request.',
      failureImpact: 'Force leads cannot open the form or send their return.',
      timeoutSeconds: 20,
      memoryMegabytes: 512,
      uses: [
        { kind: 'table', actions: everyTableAction, indexes: ['by-force'] },
        { kind: 'bucket', bucket: 'attachments', actions: ['GetObject', 'PutObject'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
        { kind: 'queue', queue: 'outgoing', actions: ['SendMessage'] },
      ],
    },
    'receive-reply': {
      trigger: { kind: 'queue', queue: 'incoming-mail', batchSize: 1, maxConcurrency: 5 },
      useCase: 'Takes an email that a force sent back: finds its follow-up, tells what it is, keeps it safe.',
      failureImpact: 'Answers that forces sent by email are not read; they wait in the queue.',
      timeoutSeconds: 60,
      memoryMegabytes: 1024,
      uses: [
        { kind: 'table', actions: everyTableAction, indexes: ['by-force'] },
        { kind: 'bucket', bucket: 'raw-mail', actions: ['GetObject'] },
        // What a legal hold keeps is copied there.
        { kind: 'bucket', bucket: 'raw-mail', actions: ['PutObject'], below: HELD_MAIL },
        { kind: 'bucket', bucket: 'attachments', actions: ['PutObject'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
      ],
    },
    'send-digest': {
      trigger: { kind: 'schedule', expression: 'cron(0 9 * * ? *)', dailyAt: '09:00' },
      useCase:
        "Sends the owners' Monday digest and the weekly assurance email, and leaves a daily heartbeat.",
      failureImpact: 'Owners are not told which revisits to book and which forces to ring.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [
        { kind: 'table', actions: runningActions, indexes: ['by-force', 'problems'] },
        { kind: 'dead-letters', actions: ['GetQueueAttributes'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
      ],
    },
  },
  queues: {
    outgoing: { maxReceives: 5, visibilitySeconds: 360 },
    'mail-events': { maxReceives: 5, visibilitySeconds: 360 },
    'incoming-mail': { maxReceives: 5, visibilitySeconds: 360 },
  },
};
