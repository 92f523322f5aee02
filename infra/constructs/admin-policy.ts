import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HELD_MAIL } from '../../shared/ports/raw-mail.ts';
import { everyTableAction } from '../service-map.ts';
import { eraseObjects, grantLooking, handleMessages, type PolicyParts } from './policy-statements.ts';

/** Everything that the command line does on a stage. docs/permissions.md says which commands need less. */
export class AdminPolicy extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: PolicyParts) {
    super(scope, id);
    const { stage, table, buckets, mail } = props;
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `revisit-${stage}-admin`,
      description: `The command line of Revisit ${stage}: everything an admin does, and nothing else.`,
    });
    table.grant(this.policy, {
      actions: everyTableAction,
      indexes: ['by-force', 'problems'],
    });
    buckets.grant(this.policy, { bucket: 'raw-mail', actions: ['GetObject'] });
    // `revisit` copies mail under a legal hold to this place.
    buckets.grant(this.policy, { bucket: 'raw-mail', actions: ['PutObject'], below: HELD_MAIL });
    buckets.grant(this.policy, { bucket: 'attachments', actions: ['GetObject', 'PutObject'] });
    // The command line sends an email when an admin approves a handover or assigns an incoming mail.
    mail.grantSend(this.policy);
    this.policy.addStatements(...eraseObjects(props), ...handleMessages(props));
    grantLooking(this.policy, props);
  }
}
