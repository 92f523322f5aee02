import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * An account's receipt rule sets with the answers of SES's query API, and a server that hears the outcome as
 * CloudFormation does.
 */
export interface AccountRuleSets {
  url: string;
  active: string | undefined;
  /** The answers of the custom resources to CloudFormation, in order. */
  answers: unknown[];
  stop(): Promise<void>;
}

export async function startAccountRuleSets(): Promise<AccountRuleSets> {
  const account: AccountRuleSets = { url: '', active: undefined, answers: [], stop };
  const server = createServer((request, response) => {
    void respond(request, account).then((body) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
    });
  });
  function stop(): Promise<void> {
    return new Promise((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  account.url = `http://127.0.0.1:${address.port}`;
  return account;
}

async function respond(request: IncomingMessage, account: AccountRuleSets): Promise<string> {
  const body = await text(request);
  if (request.method === 'PUT') {
    account.answers.push(JSON.parse(body));
    return '';
  }
  const parameters = new URLSearchParams(body);
  const action = parameters.get('Action') ?? '';
  if (action === 'SetActiveReceiptRuleSet') account.active = parameters.get('RuleSetName') ?? undefined;
  const metadata =
    action === 'DescribeActiveReceiptRuleSet' && account.active !== undefined
      ? `<Metadata><Name>${account.active}</Name></Metadata>`
      : '';
  return `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${metadata}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`;
}
