import { homePage, notFoundPage } from '../../../shared/wording/en/form/doors.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';

export function showHome(): Promise<Reply> {
  return Promise.resolve(html(renderPage({ page: homePage() })));
}

export function notFound(): Reply {
  return html(renderPage({ page: notFoundPage() }), 404);
}
