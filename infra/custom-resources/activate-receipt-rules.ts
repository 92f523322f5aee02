import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';
import * as z from 'zod';
import { createCustomResourceHandler, type CustomResourceEvent } from './custom-resource.ts';

const propertiesSchema = z.looseObject({ ruleSetName: z.string(), mayReplace: z.string().optional() });

/**
 * Makes the stack's receipt rule set the account's active one, and gives that up when the stack goes.
 *
 * An account has one active set per region: whoever sets it switches off the receipt of another's mail.
 */
export const handler = createCustomResourceHandler(async (event) => {
  const ses = new SESClient({});
  const { ruleSetName, mayReplace } = propertiesSchema.parse(event.ResourceProperties);
  const described = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  const active = described.Metadata?.Name;
  const decision = decide({ request: event.RequestType, ruleSetName, active, mayReplace });
  if (decision === 'activate')
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: ruleSetName }));
  if (decision === 'deactivate') await ses.send(new SetActiveReceiptRuleSetCommand({}));
  return `active-receipt-rule-set-${ruleSetName}`;
});

function decide(options: {
  request: CustomResourceEvent['RequestType'];
  ruleSetName: string;
  active: string | undefined;
  mayReplace: string | undefined;
}): 'activate' | 'deactivate' | 'leave' {
  const { request, ruleSetName, active, mayReplace } = options;
  if (request === 'Delete') return active === ruleSetName ? 'deactivate' : 'leave';
  if (active === ruleSetName) return 'leave';
  if (active === undefined || active === mayReplace) return 'activate';
  throw new Error(
    `The SES receipt rule set "${active}" is active in this account and region; activating "${ruleSetName}" would stop the receipt of its mail. ` +
      `Deploy to another account, or, if nobody needs it, set "replacesReceiptRuleSet": "${active}" in the stage's configuration.`,
  );
}
