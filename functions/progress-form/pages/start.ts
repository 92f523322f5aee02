import { openLink, startForm, type OpenedLink } from '../../../shared/use-cases/open-form.ts';
import { buttons, startAfter, startPage } from '../../../shared/wording/en/form/journey.ts';
import { redirectTo, html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import { closedReply, factsOf, sessionCookie, sessionTokenOf, type PageContext } from './page-context.ts';

/** What the link in the email shows: nothing that was answered, so that whoever scans it learns nothing. */
export async function showStart(context: PageContext): Promise<Reply> {
  const opened = await open(context);
  if (opened.kind === 'closed') return closedReply(context, { token: context.params['token'] });
  const { round, details } = opened;
  const facts = factsOf(round, details);
  const sent = round.round.returns.at(-1);
  const body = renderPage({
    simulated: round.record.followUp.simulated,
    page: startPage(facts, {
      saved: round.round.savedAnswers.length,
      sent:
        sent === undefined || round.changeableUntil === undefined
          ? undefined
          : { reference: sent.reference, changeableUntil: round.changeableUntil, open: round.isOpen },
    }),
    form: {
      action: context.request.path,
      fields: [],
      buttons: [{ text: sent === undefined ? buttons.start : buttons.goOn }],
    },
    after: startAfter(facts),
  });
  return html(body);
}

/** Swaps the token in the address for a session in a cookie; from here on no address holds a token. */
export async function start(context: PageContext): Promise<Reply> {
  const opened = await open(context);
  if (opened.kind === 'closed') return closedReply(context, { token: context.params['token'] });
  const { sessionToken, maxAgeSeconds } = await startForm(opened, context.service);
  return redirectTo('/form', [sessionCookie(context.service, { value: sessionToken, maxAgeSeconds })]);
}

function open(context: PageContext): Promise<OpenedLink> {
  return openLink(
    { token: context.params['token'] ?? '', sessionToken: sessionTokenOf(context) },
    context.service,
  );
}
