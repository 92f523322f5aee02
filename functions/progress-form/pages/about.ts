import { accessibilityPage, privacyPage } from '../../../shared/wording/en/form/about.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import type { PageContext } from './page-context.ts';

// These pages are long and rarely opened, so the form loads them only when somebody asks.

export function showAccessibility(): Reply {
  return html(renderPage({ page: accessibilityPage() }));
}

export async function showPrivacy({ service }: PageContext): Promise<Reply> {
  return html(renderPage({ page: privacyPage(await service.settings.privacy()) }));
}
