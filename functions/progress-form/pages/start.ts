import { mayTakeBack } from '../../../shared/domain/form/may-act.ts';
import { openLink, startForm, type OpenedLink } from '../../../shared/use-cases/form/open-form.ts';
import { undoHandover } from '../../../shared/use-cases/handover/undo-handover.ts';
import { requestNewLink } from '../../../shared/use-cases/form/request-new-link.ts';
import {
  approverStartBlocks,
  tooLateToUndoPage,
  undonePage,
  undoPage,
  undoWords,
} from '../../../shared/wording/en/form/other-ways.ts';
import { buttons, startAfter, startPage } from '../../../shared/wording/en/form/journey.ts';
import { redirectTo, html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import { closedReply, factsOf, sessionCookie, sessionTokenOf, type PageContext } from './page-context.ts';

/** Shows the page of the link in the email. It contains no answers, because mail scanners open links. */
export async function showStart(context: PageContext): Promise<Reply> {
  const opened = await open(context);
  if (opened.kind === 'closed') {
    return closedReply(context, { token: context.params['token'], reason: opened.reason });
  }
  if (opened.kind === 'undo') return showUndo(context, opened);
  const { round, details } = opened;
  const facts = factsOf(round, details);
  const sent = round.round.returns.at(-1);
  const approval = round.record.approvals.find(({ linkHash }) => linkHash === opened.link.tokenHash);
  const text = startPage(facts, {
    saved: round.round.savedAnswers.length,
    sent:
      sent === undefined || round.changeableUntil === undefined
        ? undefined
        : { reference: sent.reference, changeableUntil: round.changeableUntil, open: round.isOpen },
  });
  const asksApproval =
    approval === undefined || details.contact === undefined
      ? []
      : approverStartBlocks({ from: details.contact.name });
  const body = renderPage({
    organisation: round.organisation,
    simulated: round.record.followUp.simulated,
    page: { ...text, blocks: [...asksApproval, ...text.blocks] },
    form: {
      action: context.request.path,
      fields: [],
      buttons: [{ text: sent === undefined ? buttons.start : buttons.goOn }],
    },
    after: startAfter(facts),
  });
  return html(body);
}

/** Exchanges the token in the address for a session in a cookie. After that, no address contains a token. */
export async function start(context: PageContext): Promise<Reply> {
  const opened = await open(context);
  if (opened.kind === 'closed') {
    return closedReply(context, { token: context.params['token'], reason: opened.reason });
  }
  if (opened.kind === 'undo') return undo(context, opened);
  const { sessionToken, maxAgeSeconds } = await startForm(context.service, opened);
  return redirectTo('/form', [sessionCookie(context.service, { value: sessionToken, maxAgeSeconds })]);
}

function showUndo(context: PageContext, opened: Extract<OpenedLink, { kind: 'undo' }>): Reply {
  const { handover, organisation } = opened;
  if (handover.undoUntil === undefined || !mayTakeBack(handover, opened)) {
    return html(renderPage({ organisation, page: tooLateToUndoPage() }));
  }
  const body = renderPage({
    organisation,
    page: undoPage({ name: handover.toName, until: handover.undoUntil }),
    form: { action: context.request.path, fields: [], buttons: [{ text: undoWords.button }] },
  });
  return html(body);
}

async function undo(
  { service, params }: PageContext,
  { handover, link, organisation }: Extract<OpenedLink, { kind: 'undo' }>,
): Promise<Reply> {
  const outcome = await undoHandover(service, { followUpId: link.followUpId, handoverId: handover.id });
  if (outcome === 'too-late') return html(renderPage({ organisation, page: tooLateToUndoPage() }));
  await requestNewLink(service, { token: params['token'], sessionToken: undefined, click: 'take-back' });
  return html(renderPage({ organisation, page: undonePage() }));
}

function open(context: PageContext): Promise<OpenedLink> {
  return openLink(context.service, {
    token: context.params['token'] ?? '',
    sessionToken: sessionTokenOf(context),
  });
}
