import { accessibilityPage, privacyPage } from '../../../shared/wording/en/form/about.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import type { PageContext } from './page-context.ts';

// These pages are long and rarely opened, so the form loads them only when somebody asks.

export async function showAccessibility({ service }: PageContext): Promise<Reply> {
  return html(renderPage({ organisation: await service.settings.organisation(), page: accessibilityPage() }));
}

export async function showPrivacy({ service }: PageContext): Promise<Reply> {
  const { settings } = service;
  const [privacy, organisation] = await Promise.all([settings.privacy(), settings.organisation()]);
  return html(renderPage({ organisation, page: privacyPage(privacy) }));
}
