import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/**
 * The secret proves to the form that a request came through CloudFront.
 *
 * The form can accept two generations at once, because CloudFront and the function do not change at the same moment.
 */
export class OriginSecret extends Construct {
  /** The secret that CloudFront adds to each request. */
  readonly sent: string;
  /** The secrets that the form accepts, separated by commas. */
  readonly accepted: string;

  constructor(scope: Construct, id: string, props: { stage: string; generations: readonly string[] }) {
    super(scope, id);
    const values = props.generations.map((generation) => {
      const secret = new Secret(this, generation, {
        description: `Revisit ${props.stage}: by this secret the form recognises CloudFront (${generation})`,
        generateSecretString: { passwordLength: 48, excludePunctuation: true },
        removalPolicy: RemovalPolicy.DESTROY,
      });
      acknowledge(secret, {
        'AwsSolutions-SMG4':
          'Lambda and CloudFront read it at deployment, so a rotation is a deployment: docs/runbook.md, "Rotate".',
      });
      // CloudFormation resolves this reference. No template contains the value.
      return secret.secretValue.unsafeUnwrap();
    });
    const [sent] = values;
    if (sent === undefined)
      throw new Error('The origin secret has no generation. Name at least one in originSecretGenerations.');
    this.sent = sent;
    this.accepted = values.join(',');
  }
}
