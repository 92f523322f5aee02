import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StackOutputs } from '../shared/contracts/stack-outputs.ts';
import { AdminPolicy } from './constructs/admin-policy.ts';
import { DnsRecords } from './constructs/dns-records.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { FollowUpTable } from './constructs/follow-up-table.ts';
import { FormApi } from './constructs/form-api.ts';
import { FormSite } from './constructs/form-site.ts';
import { IncomingMail } from './constructs/incoming-mail.ts';
import { MailBuckets } from './constructs/mail-buckets.ts';
import { OriginSecret } from './constructs/origin-secret.ts';
import { OutgoingMail } from './constructs/outgoing-mail.ts';
import { OperatorPolicy, OwnerPolicy, ReaderPolicy } from './constructs/people-policies.ts';
import type { PolicyParts } from './constructs/policy-statements.ts';
import { ReadTrail } from './constructs/read-trail.ts';
import { Schedules } from './constructs/schedules.ts';
import { ServiceAlarms } from './constructs/service-alarms.ts';
import { ServiceDashboard } from './constructs/service-dashboard.ts';
import { ServiceFunctions } from './constructs/service-functions.ts';
import { SpendingLimit } from './constructs/spending-limit.ts';
import { WorkQueues } from './constructs/work-queues.ts';
import { queueNames } from './service-map.ts';
import { domainOf, type StageConfiguration } from './stage-configuration.ts';

export interface RevisitStackProps extends StackProps {
  stage: string;
  configuration: StageConfiguration;
  /** The directory into which infra/bundle.ts put a folder for each function and custom resource. */
  bundlesDirectory: string;
  certificate: ICertificate;
  webAclArn: string | undefined;
}

/** The parts that store or send something. The functions get access to them. */
interface ServiceParts {
  key: Key;
  table: FollowUpTable;
  queues: WorkQueues;
  buckets: MailBuckets;
  mail: OutgoingMail;
  incomingMail: IncomingMail;
}

/** The whole service of one stage, except for the parts that must be in us-east-1. */
export class RevisitStack extends Stack {
  constructor(scope: Construct, id: string, props: RevisitStackProps) {
    super(scope, id, props);
    const { stage, configuration, bundlesDirectory } = props;
    const { logRetentionDays: logRetention, runbookUrl } = configuration;

    const parts = this.#createParts(props);
    const { key, table, queues, buckets, mail, incomingMail } = parts;
    const originSecret = new OriginSecret(this, 'OriginSecret', {
      stage,
      generations: configuration.originSecretGenerations,
    });
    const environment = environmentOfFunctions(this, { ...props, ...parts });
    const functions = new ServiceFunctions(this, 'Functions', {
      stage,
      sendingRate: configuration.sendingRate,
      bundlesDirectory,
      logRetention,
      environment,
      formEnvironment: { REVISIT_ORIGIN_SECRET: originSecret.accepted },
      table,
      queues,
      buckets,
      mail,
    });
    if (configuration.readTrail) new ReadTrail(this, 'ReadTrail', { stage, key, table, buckets });
    const schedules = new Schedules(this, 'Schedules', { stage, functions, queues });
    const api = new FormApi(this, 'FormApi', {
      stage,
      form: functions.function('progress-form').function,
      logRetention,
    });
    this.#publishForm(props, { ...parts, api, originSecret });

    const alarms = new ServiceAlarms(this, 'Alarms', {
      stage,
      runbookUrl,
      recipients: configuration.alarmRecipients,
      key,
      functions,
      queues,
      api,
    });
    new ServiceDashboard(this, 'Dashboard', { stage, runbookUrl, alarms, functions, queues, api });
    new SpendingLimit(this, 'SpendingLimit', {
      stage,
      monthlyDollars: configuration.monthlyBudgetDollars,
      recipients: configuration.alarmRecipients,
    });
    const policies = addPolicies(this, { stage, table, queues, buckets, functions, mail, incomingMail });
    this.#addOutputs({ ...outputsOf(this, { environment, parts, schedules, functions }), ...policies });
  }

  #createParts({ stage, configuration, bundlesDirectory }: RevisitStackProps): ServiceParts {
    const { logRetentionDays: logRetention, mailFrom, replyDomain } = configuration;
    const { key } = new EncryptionKey(this, 'EncryptionKey', { stage });
    const table = new FollowUpTable(this, 'FollowUps', { key, restoredTable: configuration.restoredTable });
    const queues = new WorkQueues(this, 'Queues', { stage });
    const buckets = new MailBuckets(this, 'Buckets', {
      key,
      rawMailRetentionDays: configuration.rawMailRetentionDays,
    });
    const mail = new OutgoingMail(this, 'OutgoingMail', {
      stage,
      mailFrom,
      allowedRecipients: configuration.allowedRecipients,
      key,
      queues,
    });
    const incomingMail = new IncomingMail(this, 'IncomingMail', {
      stage,
      replyDomain,
      replacesReceiptRuleSet: configuration.replacesReceiptRuleSet,
      key,
      buckets,
      queues,
      bundlesDirectory,
      logRetention,
    });
    return { key, table, queues, buckets, mail, incomingMail };
  }

  #publishForm(
    { stage, configuration, certificate, webAclArn, bundlesDirectory }: RevisitStackProps,
    {
      api,
      originSecret,
      buckets,
      mail,
      incomingMail,
    }: ServiceParts & { api: FormApi; originSecret: OriginSecret },
  ): void {
    const { logRetentionDays: logRetention, mailFrom, replyDomain } = configuration;
    const site = new FormSite(this, 'FormSite', {
      stage,
      hostname: configuration.publicHostname,
      certificate,
      webAclArn,
      api,
      originSecret,
      accessLogs: buckets.accessLogs,
      bundlesDirectory,
      logRetention,
    });
    new DnsRecords(this, 'DnsRecords', {
      hostedZone: configuration.hostedZone,
      publicHostname: configuration.publicHostname,
      mailDomain: domainOf(mailFrom),
      bounceDomain: mail.bounceDomain,
      replyDomain,
      dmarcReportsTo: configuration.dmarcReportsTo,
      identities: [mail.identity, incomingMail.identity],
      repliesAreReceived: incomingMail.activation,
      distribution: site.distribution,
    });
  }

  #addOutputs(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) {
      // CloudFormation does not accept an empty output.
      if (value !== '') new CfnOutput(this, `Output${name}`, { value }).overrideLogicalId(name);
    }
  }
}

function environmentOfFunctions(
  stack: Stack,
  { stage, configuration, table, queues, buckets, mail }: RevisitStackProps & ServiceParts,
) {
  const { mailFrom, replyDomain } = configuration;
  return {
    REVISIT_STAGE: stage,
    REVISIT_TABLE: table.table.tableName,
    REVISIT_STACK_ID: Aws.STACK_ID,
    REVISIT_OUTGOING_QUEUE_URL: queues.queue('outgoing').queueUrl,
    REVISIT_RAW_MAIL_BUCKET: buckets.bucket('raw-mail').bucketName,
    REVISIT_ATTACHMENTS_BUCKET: buckets.bucket('attachments').bucketName,
    REVISIT_PUBLIC_URL: `https://${configuration.publicHostname}`,
    REVISIT_MAIL_FROM: mailFrom,
    REVISIT_REPLY_DOMAIN: replyDomain,
    REVISIT_CONFIGURATION_SET: mail.configurationSetName,
    REVISIT_ALLOWED_RECIPIENTS: configuration.allowedRecipients.join(','),
    REVISIT_QUEUES: stack.toJsonString(
      queueNames.map((name) => ({
        name,
        queueUrl: queues.queue(name).queueUrl,
        deadLetterQueueUrl: queues.deadLetters(name).queueUrl,
      })),
    ),
  };
}

function outputsOf(
  stack: Stack,
  {
    environment,
    parts: { queues, mail, incomingMail },
    schedules,
    functions,
  }: {
    environment: ReturnType<typeof environmentOfFunctions>;
    parts: ServiceParts;
    schedules: Schedules;
    functions: ServiceFunctions;
  },
): Omit<StackOutputs, 'AdminPolicyArn'> {
  return {
    Region: stack.region,
    Table: environment.REVISIT_TABLE,
    StackIdentity: environment.REVISIT_STACK_ID,
    OutgoingQueueUrl: queues.queue('outgoing').queueUrl,
    OutgoingDeadLettersUrl: queues.deadLetters('outgoing').queueUrl,
    MailEventsQueueUrl: queues.queue('mail-events').queueUrl,
    MailEventsDeadLettersUrl: queues.deadLetters('mail-events').queueUrl,
    IncomingMailQueueUrl: queues.queue('incoming-mail').queueUrl,
    IncomingMailDeadLettersUrl: queues.deadLetters('incoming-mail').queueUrl,
    MissedRunsUrl: queues.missedRuns.queueUrl,
    RawMailBucket: environment.REVISIT_RAW_MAIL_BUCKET,
    AttachmentsBucket: environment.REVISIT_ATTACHMENTS_BUCKET,
    PublicUrl: environment.REVISIT_PUBLIC_URL,
    MailFrom: environment.REVISIT_MAIL_FROM,
    ReplyDomain: environment.REVISIT_REPLY_DOMAIN,
    ConfigurationSet: mail.configurationSetName,
    AllowedRecipients: environment.REVISIT_ALLOWED_RECIPIENTS,
    ReceiptRuleSet: incomingMail.ruleSetName,
    ScheduleGroup: schedules.groupName,
    SweepFunction: functions.function('sweep').function.functionName,
  };
}

/** Creates the policies for people, from the one that only looks to the one that does everything. */
function addPolicies(
  stack: Stack,
  parts: PolicyParts,
): Pick<StackOutputs, 'AdminPolicyArn'> & Record<`${'Reader' | 'Owner' | 'Operator'}PolicyArn`, string> {
  return {
    ReaderPolicyArn: new ReaderPolicy(stack, 'ReaderPolicy', parts).policy.managedPolicyArn,
    OwnerPolicyArn: new OwnerPolicy(stack, 'OwnerPolicy', parts).policy.managedPolicyArn,
    AdminPolicyArn: new AdminPolicy(stack, 'AdminPolicy', parts).policy.managedPolicyArn,
    OperatorPolicyArn: new OperatorPolicy(stack, 'OperatorPolicy', parts).policy.managedPolicyArn,
  };
}
