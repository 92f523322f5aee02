import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
  type Attribute,
  type ITable,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { TableAction } from '../service-map.ts';
import { tableDefinition, type IndexName } from '../table-definition.ts';

/** The one table. It stays when the stack is deleted. After a restore, the functions use the restored table instead. */
export class FollowUpTable extends Construct {
  readonly table: ITable;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: { key: IKey; restoredTable: string | undefined }) {
    super(scope, id);
    this.#key = props.key;
    const table = new Table(this, 'Table', {
      partitionKey: stringAttribute(tableDefinition.partitionKey),
      sortKey: stringAttribute(tableDefinition.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      timeToLiveAttribute: tableDefinition.timeToLiveAttribute,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of tableDefinition.indexes) {
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: stringAttribute(index.partitionKey),
        sortKey: stringAttribute(index.sortKey),
        projectionType: index.projection === 'ALL' ? ProjectionType.ALL : ProjectionType.KEYS_ONLY,
      });
    }
    this.table =
      props.restoredTable === undefined
        ? table
        : Table.fromTableAttributes(this, 'Restored', {
            tableName: props.restoredTable,
            encryptionKey: props.key,
          });
  }

  /**
   * Grants exactly these actions on the table, and queries on these indexes. CDK's own `grant*` would open every index.
   * `only` limits the actions on the table, and leaves the indexes as they are.
   */
  grant(
    grantee: IGrantable,
    access: { actions: readonly TableAction[]; indexes: readonly IndexName[]; only?: OnlyItems },
  ): void {
    const { tableArn } = this.table;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: access.actions.map((action) => `dynamodb:${action}`),
        resources: [tableArn],
        ...(access.only !== undefined && { conditions: conditionsFor(access.only) }),
      }),
    );
    if (access.indexes.length > 0) {
      grantee.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: access.indexes.map((index) => `${tableArn}/index/${index}`),
        }),
      );
    }
    grantee.grantPrincipal.addToPrincipalPolicy(keyUse({ key: this.#key, service: 'dynamodb' }));
  }
}

/** The items that a grant covers. IAM sees the partition key and the names of attributes, and not the sort key. */
export interface OnlyItems {
  /** Such as `FOLLOWUP#*`. Every item of a request must be in one of these. */
  readonly partitions: readonly string[];
  /** The request may name no other attribute. */
  readonly attributes?: readonly string[];
}

/** `ForAllValues` is also true if a request has no value at all, so `Null` demands one. */
function conditionsFor({ partitions, attributes }: OnlyItems): Record<string, Record<string, unknown>> {
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
    ...(attributes !== undefined && { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes } }),
    Null: {
      'dynamodb:LeadingKeys': 'false',
      ...(attributes !== undefined && { 'dynamodb:Attributes': 'false' }),
    },
  };
}

function stringAttribute(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}

/** Allows the use of the key through one service. Nobody can decrypt anything by hand with it. */
export function keyUse(options: { key: IKey; service: 'dynamodb' | 's3' }): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [options.key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${options.service}.${Aws.REGION}.amazonaws.com` } },
  });
}
