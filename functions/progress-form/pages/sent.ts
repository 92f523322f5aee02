import { addWorkingDays } from '../../../shared/domain/clocks/calendar.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import { findNextRound } from '../../../shared/domain/form/form.ts';
import type { ReturnSummary } from '../../../shared/domain/round.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { copyPage, sentPage, sentWords } from '../../../shared/wording/en/form/sending.ts';
import type { Anchor } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import { codePath } from './code-step.ts';
import { canSeeAll, draftSections, sentSections } from './check.ts';
import { factsOf, withForm, type FormContext } from './page-context.ts';

/** Shows the reference, who reads the return and by when, and what happens next. */
export function showSent(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const sent = form.round.returns.at(-1);
    if (sent === undefined) return redirectTo('/form');
    const facts = factsOf(form, await form.details());
    const page = sentPage(facts, {
      ...sent,
      changed: sent.version > 1,
      readBy: addWorkingDays(londonDate(sent.receivedAt), {
        days: form.programme.readingWorkingDays,
        calendar: form.calendar,
      }),
      changeableUntil: form.changeableUntil,
      isOpen: form.isOpen,
      receiptTo: findReceiptReader(form, sent),
      next: findNextRound(form.record, form),
    });
    const items: Anchor[] = [
      { text: sentWords.copy, href: '/form/copy' },
      ...(form.isOpen ? [{ text: sentWords.change, href: '/form' }] : []),
      { text: sentWords.calendar, href: '/form/dates.ics' },
    ];
    const body = renderPage({
      about: aboutForm(form),
      simulated: form.record.followUp.simulated,
      page,
      panel: { label: page.panelLabel, reference: sent.reference },
      after: [{ kind: 'links', items }],
    });
    return html(body);
  });
}

/** Returns who gets the receipt of a return. It goes to the contact who sent it, also if an officer approved it. */
function findReceiptReader(
  { session, contacts }: Form,
  { how, contactId }: ReturnSummary,
): 'the reader' | { name: string } | undefined {
  if (how !== 'form' || contactId === undefined) return undefined;
  if (contactId === session.contactId && session.approvalId === undefined) return 'the reader';
  return { name: contacts.find(({ id }) => id === contactId)?.name ?? 'the sender' };
}

/** Shows the answers on one page, to print or to keep. If nothing was sent yet, it shows the draft. */
export function showCopy(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const sent = form.round.returns.at(-1);
    // The return may have come from another browser, or by letter.
    const maySee = sent === undefined ? canSeeAll(form) : form.may('see-saved') === 'yes';
    if (!maySee) return redirectTo(codePath('/form/copy'));
    const details = await form.details(
      sent === undefined ? form.lastReturn : { round: form.roundId, version: sent.version },
    );
    const facts = factsOf(form, details);
    const { returned } = details;
    const isSent = sent !== undefined && returned?.reference === sent.reference;
    const body = renderPage(
      {
        about: aboutForm(form),
        simulated: form.record.followUp.simulated,
        back: '/form',
        page: copyPage(facts, { sent: isSent ? returned : undefined }),
        sections: isSent ? sentSections(form, returned) : await draftSections(form, { changeable: false }),
        printable: true,
      },
      'answers.njk',
    );
    return html(body);
  });
}
