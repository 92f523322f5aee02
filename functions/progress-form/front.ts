import { LARGEST_BODY } from '../../shared/domain/form/form.ts';

/** Where a browser is sent whose form was too large to be taken. */
export const tooLargePath = '/too-large';

/** In the query of the page on which a plan is attached: the last one was too large. */
export const TOO_LARGE = 'too-large';

/** Whether a file of the assets is the page that stands for the form while it does not answer. Its name has a hash in it. */
export function isUnavailablePage(fileName: string): boolean {
  return /^unavailable-\w+\.html$/u.test(fileName);
}

/**
 * What CloudFront runs for each request, as it takes it: one function named `handler`, in JavaScript. The local form runs
 * the same.
 *
 * A body that Lambda would not take never reaches the form, and what API Gateway answers by itself is JSON. Neither an HTTP
 * API nor CloudFront can put a page in the place of a 413, so that the browser is sent to one before.
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
