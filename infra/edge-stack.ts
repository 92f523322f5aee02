import { Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { StageConfiguration } from './stage-configuration.ts';

/** The parts that CloudFront accepts only from us-east-1: the form's certificate and its firewall. */
export class EdgeStack extends Stack {
  readonly certificate: ICertificate;
  readonly webAclArn: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { stage: string; configuration: StageConfiguration },
  ) {
    super(scope, id, props);
    const { stage, configuration } = props;
    const { hostedZone, publicHostname } = configuration;
    this.certificate = new Certificate(this, 'Certificate', {
      domainName: publicHostname,
      // Without a zone, the deployment waits until someone creates the record that the ACM console shows.
      validation: CertificateValidation.fromDns(
        hostedZone &&
          HostedZone.fromHostedZoneAttributes(this, 'Zone', {
            hostedZoneId: hostedZone.id,
            zoneName: hostedZone.name,
          }),
      ),
    });
    this.webAclArn = configuration.firewall ? this.#firewall(stage).attrArn : undefined;
  }

  /**
   * Limits the requests per network. AWS's managed rules are left out on purpose. They judge what people type into a
   * form, and would refuse an honest answer because of a quotation mark or its length.
   */
  #firewall(stage: string): CfnWebACL {
    const visible = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName: `revisit-${stage}-${metricName}`,
      // A sample would keep paths, and the path of a first visit contains the link's token.
      sampledRequestsEnabled: false,
    });
    return new CfnWebACL(this, 'Firewall', {
      name: `revisit-${stage}-form`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible('form'),
      rules: [
        {
          name: 'requests-per-network',
          priority: 1,
          // A whole body may share one address. The limit allows about ten officers to work at the same time.
          statement: {
            rateBasedStatement: { limit: 1000, evaluationWindowSec: 300, aggregateKeyType: 'IP' },
          },
          action: { block: { customResponse: { responseCode: 429 } } },
          visibilityConfig: visible('requests-per-network'),
        },
      ],
    });
  }
}
