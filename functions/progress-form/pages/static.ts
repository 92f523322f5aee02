import { homePage, notFoundPage, tooLargePage } from '../../../shared/wording/en/form/doors.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import type { PageContext } from './page-context.ts';

// These pages are the same for everybody.

export async function showHome({ service }: PageContext): Promise<Reply> {
  return html(renderPage({ organisation: await service.settings.organisation(), page: homePage() }));
}

export function showTooLarge(): Promise<Reply> {
  return Promise.resolve(html(renderPage({ page: tooLargePage() }), 413));
}

export function notFound(): Reply {
  return html(renderPage({ page: notFoundPage() }), 404);
}
