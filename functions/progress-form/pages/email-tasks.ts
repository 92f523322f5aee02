import { countUnplaced, type FormEmail } from '../../../shared/domain/form/form-email.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { emailWords, nameEmail } from '../../../shared/wording/en/form/emails.ts';
import type { Anchor, Block } from '../../../shared/wording/form-page.ts';
import type { TaskView } from '../render.ts';

/** Names an email as its reader would, with the name of whoever else wrote it. */
export function nameOfEmail({ receivedAt, savedBy }: FormEmail, { contacts, session }: Form): string {
  const isReader = savedBy === session.contactId && session.approvalId === undefined;
  const writer = isReader ? undefined : contacts.find(({ id }) => id === savedBy)?.name;
  return nameEmail({ receivedAt, writer });
}

export function emailPath({ mailId }: Pick<FormEmail, 'mailId'>): string {
  return `/form/email/${mailId}`;
}

/** Returns a task for each email with words that nobody has placed. */
export function listEmailTasks(form: Form): TaskView[] {
  if (!form.isOpen) return [];
  return form.emails
    .filter((email) => countUnplaced(email) > 0)
    .map((email) => ({
      title: nameOfEmail(email, form),
      href: emailPath(email),
      state: emailWords.waits(countUnplaced(email)),
      colour: 'yellow',
    }));
}

/** Returns links to the emails that Revisit read, to see what was left out of each. */
export function listEmailLinks(form: Form): Anchor[] {
  return form.emails
    .filter((email) => countUnplaced(email) === 0)
    .map((email) => ({
      text: `${emailWords.see}: ${lowerFirst(nameOfEmail(email, form))}`,
      href: emailPath(email),
    }));
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

/** Warns before sending that some words of an email are in no answer. */
export function unplacedBlocks({ emails }: Form): Block[] {
  const waiting = emails.filter((email) => countUnplaced(email) > 0);
  const [first] = waiting;
  if (first === undefined) return [];
  const unplaced = waiting.reduce((sum, email) => sum + countUnplaced(email), 0);
  return [
    { kind: 'inset', text: emailWords.checkWarning(unplaced) },
    { kind: 'links', items: [{ text: emailWords.place, href: emailPath(first) }] },
  ];
}
