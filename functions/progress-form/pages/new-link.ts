import { TooManyClicks } from '../../../shared/use-cases/form/mail-permit.ts';
import { requestNewLink } from '../../../shared/use-cases/form/request-new-link.ts';
import { newLinkPage } from '../../../shared/wording/en/form/doors.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import { sessionTokenOf, type PageContext } from './page-context.ts';

/** Sends a new link. The page is the same whether or not the link belonged to a form, so it reveals nothing. */
export async function newLink(context: PageContext): Promise<Reply> {
  const { service, params } = context;
  try {
    await requestNewLink(service, { token: params['token'], sessionToken: sessionTokenOf(context) });
  } catch (error) {
    // The page after too many clicks is the same. It says how many links Revisit sends.
    if (!(error instanceof TooManyClicks)) {
      service.log.error('new-link-failed', 'A new link could not be made.', { cause: error });
    }
  }
  const organisation = await service.settings.organisation();
  return html(renderPage({ organisation, page: newLinkPage(organisation) }));
}
