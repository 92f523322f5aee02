import { randomUUID } from 'node:crypto';

/** An answer of the SES v1 Query API. */
export interface QueryAnswer {
  status: number;
  xml: string;
}

const namespace = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

export function sendRawEmailAnswer(messageId: string): QueryAnswer {
  return actionAnswer('SendRawEmail', `<MessageId>${escapeXml(messageId)}</MessageId>`);
}

export function sendQuotaAnswer(sentLast24Hours: number): QueryAnswer {
  return actionAnswer(
    'GetSendQuota',
    `<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>${sentLast24Hours}.0</SentLast24Hours>`,
  );
}

export function sendingEnabledAnswer(): QueryAnswer {
  return actionAnswer('GetAccountSendingEnabled', '<Enabled>true</Enabled>');
}

export function emptyAnswer(action: string): QueryAnswer {
  return actionAnswer(action, '');
}

export function errorAnswer(error: { status: number; code: string; message: string }): QueryAnswer {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  return {
    status: error.status,
    xml: `<ErrorResponse ${namespace}><Error><Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
}

function actionAnswer(action: string, result: string): QueryAnswer {
  return {
    status: 200,
    xml: `<${action}Response ${namespace}><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
