import { TooManyClicks } from '../../../shared/use-cases/form/mail-permit.ts';
import { requestNewLink } from '../../../shared/use-cases/form/request-new-link.ts';
import { newLinkPage } from '../../../shared/wording/en/form/doors.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import { sessionTokenOf, type PageContext } from './page-context.ts';

/** The same answer whether or not the link belonged to a form: whoever asks learns nothing. */
export async function newLink(context: PageContext): Promise<Reply> {
  const { service, params } = context;
  try {
    await requestNewLink(service, { token: params['token'], sessionToken: sessionTokenOf(context) });
  } catch (error) {
    // The same page for everybody: it says how many we send.
    if (!(error instanceof TooManyClicks)) {
      service.log.error('new-link-failed', 'A new link could not be made.', { cause: error });
    }
  }
  return html(renderPage({ page: newLinkPage() }));
}
