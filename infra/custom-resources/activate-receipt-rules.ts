import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';
import * as z from 'zod';
import { createCustomResourceHandler, type CustomResourceEvent } from './custom-resource.ts';

const propertiesSchema = z.looseObject({ ruleSetName: z.string(), mayReplace: z.string().optional() });

/**
 * Activates the stack's receipt rule set in the account, and deactivates it when the stack is deleted.
 *
 * An account has one active rule set per region. Activating one stops the receipt of mail for the set that was active.
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
    `The SES receipt rule set "${active}" is active in this account and region. Activating "${ruleSetName}" would stop the receipt of its mail. ` +
      `Deploy to another account. If nobody needs the active set, put "replacesReceiptRuleSet": "${active}" in the stage's configuration.`,
  );
}
