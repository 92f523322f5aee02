/**
 * The map of the service. It says which functions exist, what triggers each one, what it needs, and who suffers if it fails.
 *
 * The CDK stack and the local runner are built from it, and a test compares functions/README.md with it.
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

/** DynamoDB's own names. A transaction does not have a permission of its own. It needs the permission of each of its parts. */
export type TableAction = (typeof everyTableAction)[number];

/** A resource that a function may use. The stack grants exactly this. */
export type Resource =
  | { kind: 'table'; actions: readonly TableAction[]; indexes: readonly IndexName[] }
  | { kind: 'queue'; queue: QueueName; actions: readonly 'SendMessage'[] }
  /** Lets a function count the messages in all dead-letter queues. */
  | { kind: 'dead-letters'; actions: readonly 'GetQueueAttributes'[] }
  | {
      kind: 'bucket';
      bucket: BucketName;
      /** `DeleteObject` also lists and deletes old versions. */
      actions: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[];
      /** Limits the access to objects whose keys begin with this text. */
      below?: string;
    }
  | { kind: 'ses'; actions: readonly 'SendRawEmail'[] };

/** The fence needs `DescribeTable`, because a restored table has another id. */
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

/**
 * The actions of a scheduled or sending function. It asks for the fence, reads and records. It also deletes finished work,
 * such as a re-plan job or a claim that was given back.
 */
const runningActions = [
  'DescribeTable',
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
] as const;

export interface FunctionSpecification {
  trigger: Trigger;
  /** One sentence for functions/README.md about what the function does. */
  useCase: string;
  /** What people lose while the function fails. It is part of the alarm's text. */
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
  'apply-retention',
] as const;
export type FunctionName = (typeof functionNames)[number];

export interface QueueSpecification {
  /** How often a message is tried before it goes to the dead-letter queue. */
  maxReceives: number;
  /**
   * Must be longer than the consumer's timeout and the claim's lease. The order is: SES 10 s < function 60 s < lease 120 s <
   * visibility 360 s.
   */
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
      failureImpact: 'No lead is asked, reminded or chased, and nobody else gets a notice.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [
        { kind: 'table', actions: runningActions, indexes: ['attention', 'by-force', 'problems'] },
        { kind: 'queue', queue: 'outgoing', actions: ['SendMessage'] },
      ],
    },
    'send-notices': {
      trigger: { kind: 'queue', queue: 'outgoing', batchSize: 4, maxConcurrency: 2 },
      useCase: 'Checks what one person is still owed, claims it, and sends it once, as one email.',
      failureImpact: 'Leads whose return is due are not asked or reminded. Their emails wait in the queue.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [
        // A claim checks the version of each follow-up that the email is about.
        { kind: 'table', actions: [...runningActions, 'ConditionCheckItem'], indexes: ['by-force'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
      ],
    },
    'record-mail-event': {
      trigger: { kind: 'queue', queue: 'mail-events', batchSize: 10, maxConcurrency: 5 },
      useCase:
        "Records what happened to each email: accepted by the recipient's mail system, bounced, or marked as spam.",
      failureImpact:
        'Nobody learns that an email bounced. No chaser goes out, because no request counts as accepted.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [{ kind: 'table', actions: ['GetItem', 'PutItem', 'UpdateItem'], indexes: ['by-force'] }],
    },
    'progress-form': {
      trigger: { kind: 'http' },
      useCase: 'Serves the form where a lead answers a progress request.',
      failureImpact: 'Leads cannot open the form or send their return.',
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
      useCase:
        'Reads an email that came in, finds its follow-up, decides what kind of email it is, and stores it.',
      failureImpact: 'Answers that bodies sent by email are not read. They wait in the queue.',
      timeoutSeconds: 60,
      memoryMegabytes: 1024,
      uses: [
        { kind: 'table', actions: everyTableAction, indexes: ['by-force'] },
        { kind: 'bucket', bucket: 'raw-mail', actions: ['GetObject'] },
        // The function copies mail under a legal hold to this place.
        { kind: 'bucket', bucket: 'raw-mail', actions: ['PutObject'], below: HELD_MAIL },
        { kind: 'bucket', bucket: 'attachments', actions: ['GetObject', 'PutObject'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
      ],
    },
    'send-digest': {
      trigger: { kind: 'schedule', expression: 'cron(0 9 * * ? *)', dailyAt: '09:00' },
      useCase:
        "Sends the owners' Monday digest and the weekly assurance email, and records a daily heartbeat.",
      failureImpact: 'Owners are not told which revisits to book and which bodies to ring.',
      timeoutSeconds: 60,
      memoryMegabytes: 512,
      uses: [
        { kind: 'table', actions: runningActions, indexes: ['by-force', 'problems'] },
        { kind: 'dead-letters', actions: ['GetQueueAttributes'] },
        { kind: 'ses', actions: ['SendRawEmail'] },
      ],
    },
    'apply-retention': {
      trigger: { kind: 'schedule', expression: 'cron(0 3 * * ? *)', dailyAt: '03:00' },
      useCase:
        'Erases personal data whose period is over, and files that nobody needs. It does nothing else.',
      failureImpact: 'Data about people at bodies stays longer than the privacy notice says.',
      timeoutSeconds: 600,
      memoryMegabytes: 512,
      uses: [
        {
          kind: 'table',
          actions: everyTableAction.filter((action) => action !== 'ConditionCheckItem'),
          indexes: ['by-force', 'problems'],
        },
        { kind: 'bucket', bucket: 'raw-mail', actions: ['DeleteObject'] },
        { kind: 'bucket', bucket: 'attachments', actions: ['GetObject', 'PutObject', 'DeleteObject'] },
      ],
    },
  },
  queues: {
    outgoing: { maxReceives: 5, visibilitySeconds: 360 },
    'mail-events': { maxReceives: 5, visibilitySeconds: 360 },
    'incoming-mail': { maxReceives: 5, visibilitySeconds: 360 },
  },
};
