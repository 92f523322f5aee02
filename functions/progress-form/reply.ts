import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Reply = APIGatewayProxyStructuredResultV2;

/** Redirects after a POST. The browser then loads the next page, and going back does not send the form again. */
export function redirectTo(path: string, cookies: readonly string[] = []): Reply {
  return { statusCode: 303, headers: { location: path }, cookies: [...cookies], body: '' };
}

export function html(body: string, statusCode = 200): Reply {
  return { statusCode, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** Returns a file that the browser stores and never shows. */
export function download(file: { name: string; contentType: string; content: Uint8Array }): Reply {
  const plain = file.name.replaceAll(/[^A-Za-z0-9._-]/gu, '_');
  return {
    statusCode: 200,
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-download-options': 'noopen',
    },
    body: Buffer.from(file.content).toString('base64'),
    isBase64Encoded: true,
  };
}
