import { LARGEST_BODY } from '../../shared/domain/form/form.ts';

/** CloudFront redirects a browser to this page when its form is too large. */
export const tooLargePath = '/too-large';

/** Marks the query of the plan page after a file that was too large. */
export const TOO_LARGE = 'too-large';

/** Tells whether a file of the assets is the page that is shown while the form does not answer. Its name has a hash in it. */
export function isUnavailablePage(fileName: string): boolean {
  return /^unavailable-\w+\.html$/u.test(fileName);
}

/**
 * The code that CloudFront runs for each request. CloudFront needs one function named `handler`, in JavaScript. The local form
 * runs the same code.
 *
 * A body that is too large for Lambda never reaches the form, and API Gateway then answers with JSON. An HTTP API
 * cannot replace a 413 with a page, and CloudFront cannot either. So this code redirects the browser to a page first.
 *
 * Source: Amazon CloudFront developer guide, "CloudFront Functions event structure".
 */
export const limitBodies = `
function handler(event) {
  var request = event.request;
  var length = request.headers['content-length'];
  if (request.method !== 'POST' || length === undefined || Number(length.value) <= ${LARGEST_BODY}) return request;
  var page = request.uri === '/form/plan' ? '/form/plan?${TOO_LARGE}' : '${tooLargePath}';
  return {
    statusCode: 303,
    statusDescription: 'See Other',
    headers: { location: { value: page }, 'cache-control': { value: 'no-store' } },
  };
}
`;
