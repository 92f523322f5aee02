import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  AaaaRecord,
  ARecord,
  CnameRecord,
  HostedZone,
  MxRecord,
  RecordTarget,
  TxtRecord,
  type IHostedZone,
} from 'aws-cdk-lib/aws-route53';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct, type IDependable } from 'constructs';

export interface DnsRecordsProps {
  hostedZone: { id: string; name: string } | undefined;
  publicHostname: string;
  mailDomain: string;
  bounceDomain: string;
  replyDomain: string;
  dmarcReportsTo: string | undefined;
  /** The domain that sends email, and the domain that receives replies. */
  identities: readonly EmailIdentity[];
  /** The MX record is created after this resource, so mail arrives only when Revisit can receive it. */
  repliesAreReceived: IDependable;
  distribution: Distribution;
}

type DnsRecord =
  | { type: 'CNAME' | 'TXT'; name: string; value: string }
  | { type: 'MX'; name: string; priority: number; value: string; after?: IDependable };

/** The DNS records for the form and the mail. They are created in Route 53, or listed as outputs for the DNS admin. */
export class DnsRecords extends Construct {
  constructor(scope: Construct, id: string, props: DnsRecordsProps) {
    super(scope, id);
    const records = mailRecords(props, Stack.of(this).region);
    if (props.hostedZone === undefined) {
      this.#list([
        ...records,
        { type: 'CNAME', name: props.publicHostname, value: props.distribution.distributionDomainName },
      ]);
      return;
    }
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: props.hostedZone.id,
      zoneName: props.hostedZone.name,
    });
    records.forEach((record, index) => {
      this.#create(zone, record, `Mail${index + 1}`);
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(props.distribution));
    const form = { zone, recordName: toAbsoluteName(props.publicHostname), target };
    new ARecord(this, 'Form', form);
    new AaaaRecord(this, 'FormIpv6', form);
  }

  #create(zone: IHostedZone, record: DnsRecord, id: string): void {
    const common = { zone, recordName: toAbsoluteName(record.name), ttl: Duration.hours(1) };
    switch (record.type) {
      case 'CNAME':
        new CnameRecord(this, id, { ...common, domainName: record.value });
        break;
      case 'TXT':
        new TxtRecord(this, id, { ...common, values: [record.value] });
        break;
      case 'MX':
        new MxRecord(this, id, {
          ...common,
          values: [{ priority: record.priority, hostName: record.value }],
        }).node.addDependency(...(record.after === undefined ? [] : [record.after]));
        break;
    }
  }

  #list(records: readonly DnsRecord[]): void {
    records.forEach((record, index) => {
      const value = record.type === 'MX' ? `${record.priority} ${record.value}` : record.value;
      new CfnOutput(this, `Record${index + 1}`, {
        description: 'Create this DNS record by hand',
        value: `${record.name} ${record.type} ${value}`,
      }).overrideLogicalId(`DnsRecord${index + 1}`);
    });
  }
}

function mailRecords(props: DnsRecordsProps, region: string): DnsRecord[] {
  const { mailDomain, bounceDomain, replyDomain, dmarcReportsTo, identities, repliesAreReceived } = props;
  const reports = dmarcReportsTo === undefined ? '' : `; rua=mailto:${dmarcReportsTo}`;
  return [
    ...identities
      .flatMap(({ dkimRecords }) => dkimRecords)
      .map(({ name, value }): DnsRecord => ({ type: 'CNAME', name, value })),
    { type: 'MX', name: bounceDomain, priority: 10, value: `feedback-smtp.${region}.amazonses.com` },
    { type: 'TXT', name: bounceDomain, value: 'v=spf1 include:amazonses.com -all' },
    // SPF checks the domain of the Return-Path. That is the bounce domain, a subdomain of this one, so aspf is relaxed.
    { type: 'TXT', name: `_dmarc.${mailDomain}`, value: `v=DMARC1; p=reject; adkim=s; aspf=r${reports}` },
    {
      type: 'MX',
      name: replyDomain,
      priority: 10,
      value: `inbound-smtp.${region}.amazonaws.com`,
      after: repliesAreReceived,
    },
    // Revisit never sends from the reply domain.
    { type: 'TXT', name: replyDomain, value: 'v=spf1 -all' },
    { type: 'TXT', name: `_dmarc.${replyDomain}`, value: `v=DMARC1; p=reject${reports}` },
  ];
}

/** Adds a dot to the name. Without the dot, CDK adds the zone's name again. */
function toAbsoluteName(name: string): string {
  return `${name}.`;
}
