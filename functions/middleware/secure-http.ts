import { createHash, timingSafeEqual } from 'node:crypto';
import type middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { ServiceError } from '../../shared/errors.ts';

const requestSchema = z.object({
  headers: z.record(z.string(), z.string().optional()),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

type HttpMiddleware = middy.MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2>;

/**
 * Accepts only requests that came through CloudFront, which adds a secret header. Without a configured secret, it accepts
 * every request.
 *
 * @param accepted The accepted secrets, separated by commas. There are two while the secret is being changed.
 * @throws ServiceError `forbidden` for any other request.
 */
export function requireOriginSecret(accepted: string | undefined): HttpMiddleware {
  return {
    before: ({ event }) => {
      if (accepted === undefined) return;
      const given = hashSecret(headerOf(event, 'x-origin-secret') ?? '');
      if (!accepted.split(',').some((secret) => timingSafeEqual(hashSecret(secret), given))) {
        throw new ServiceError('forbidden', 'The request did not come through the public address.');
      }
    },
  };
}

/**
 * Accepts a POST only if it comes from our own pages. It checks `Sec-Fetch-Site`, or that Origin is the public address.
 *
 * @throws ServiceError `forbidden` for any other POST.
 */
export function requireOwnPage(publicUrl: string): HttpMiddleware {
  const { origin } = new URL(publicUrl);
  return {
    before: ({ event }) => {
      const method = requestSchema.safeParse(event).data?.requestContext.http.method;
      if (method === 'GET' || method === 'HEAD') return;
      if (headerOf(event, 'sec-fetch-site') === 'same-origin' || headerOf(event, 'origin') === origin) return;
      throw new ServiceError('forbidden', 'The form was not sent from our own page.');
    },
  };
}

/** Adds headers to every answer, including errors. A page may not be framed or cached, or load anything from elsewhere. */
export function secureHeaders(): HttpMiddleware {
  const add: middy.MiddlewareFn<unknown, APIGatewayProxyStructuredResultV2> = (request) => {
    if (request.response == null) return;
    request.response = {
      ...request.response,
      headers: { ...securityHeaders, ...request.response.headers },
    };
  };
  return { after: add, onError: add };
}

const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With `no-referrer`, Chromium would send `Origin: null` on our own POST.
  'referrer-policy': 'strict-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

/** Hashes a secret. All hashes have the same length, so they can be compared in constant time. */
function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function headerOf(event: unknown, name: string): string | undefined {
  const headers = requestSchema.safeParse(event).data?.headers ?? {};
  const found = Object.entries(headers).find(([candidate]) => candidate.toLowerCase() === name);
  return found?.[1];
}
