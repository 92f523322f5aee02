import middy from '@middy/core';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { ServiceError } from '../../shared/errors.ts';
import {
  forbiddenPage,
  throttledPage,
  tooLargePage,
  unavailablePage,
} from '../../shared/wording/en/form/doors.ts';
import type { PageText } from '../../shared/wording/form-page.ts';
import { observe } from '../middleware/observe.ts';
import { requireOriginSecret, requireOwnPage, secureHeaders } from '../middleware/secure-http.ts';
import type { FormService } from './pages/page-context.ts';
import { notFound } from './pages/static.ts';
import { html, type Reply } from './reply.ts';
import { renderPage } from './render.ts';
import { parseRequest } from './request.ts';
import { findRoute } from './routes.ts';

export type Dependencies = FormService & {
  readonly metrics: Metrics;
  /** The secret that CloudFront adds to each request. The form refuses a request without it. */
  readonly originSecret?: string;
};

export function createHandler(dependencies: Dependencies) {
  return middy<unknown, Reply>()
    .use(secureHeaders())
    .use(errorPage())
    .use(observe(dependencies, { visitors: true }))
    .use(requireOriginSecret(dependencies.originSecret))
    .use(requireOwnPage(dependencies.publicUrl))
    .handler((event: unknown) => answer(event, dependencies));
}

async function answer(event: unknown, service: FormService): Promise<Reply> {
  const request = parseRequest(event);
  const found = findRoute(request.method, request.path);
  if (found.kind === 'not-found') return notFound();
  if (found.kind === 'wrong-method') return { ...notFound(), statusCode: 405 };
  const { route, params } = found;
  const context = { request, service, params };
  const reply =
    route.act === 'none' ? await route.page(context) : await route.page({ ...context, act: route.act });
  return request.isHead ? { ...reply, body: '', isBase64Encoded: false } : reply;
}

/** Answers a failure with a page in plain words. The log has the cause. */
function errorPage(): middy.MiddlewareObj<unknown, Reply> {
  return {
    onError: (request) => {
      const { error } = request;
      const status = error instanceof ServiceError ? error.httpStatus : 500;
      request.response = html(renderPage({ page: pageFor(status) }), status);
    },
  };
}

function pageFor(status: number): PageText {
  switch (status) {
    case 403:
      return forbiddenPage();
    case 413:
      return tooLargePage();
    case 429:
      return throttledPage();
    default:
      return unavailablePage();
  }
}
