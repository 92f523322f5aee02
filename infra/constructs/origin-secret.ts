import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/**
 * The secret by which the form knows that a request came through CloudFront.
 *
 * Two generations can be accepted at once, since CloudFront and the function do not change at the same moment.
 */
export class OriginSecret extends Construct {
  /** What CloudFront adds. */
  readonly sent: string;
  /** What the form accepts: comma-separated. */
  readonly accepted: string;

  constructor(scope: Construct, id: string, props: { stage: string; generations: readonly string[] }) {
    super(scope, id);
    const values = props.generations.map((generation) => {
      const secret = new Secret(this, generation, {
        description: `Revisit ${props.stage}: by this the form knows CloudFront (${generation})`,
        generateSecretString: { passwordLength: 48, excludePunctuation: true },
        removalPolicy: RemovalPolicy.DESTROY,
      });
      acknowledge(secret, {
        'AwsSolutions-SMG4':
          'Lambda and CloudFront take it at deployment, so a rotation is a deployment: docs/runbook.md, "Rotate".',
      });
      // A reference that CloudFormation resolves: the value stands in no template.
      return secret.secretValue.unsafeUnwrap();
    });
    const [sent] = values;
    if (sent === undefined) throw new Error('There must be a generation of the origin secret.');
    this.sent = sent;
    this.accepted = values.join(',');
  }
}
