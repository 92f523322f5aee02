import type { IncomingMail } from './incoming-mail.ts';

/** Emails that one sender wrote and that wait for the same reason. A list shows them as one. */
export interface AlikeMails {
  readonly first: IncomingMail;
  /** How many others there are, or 0. */
  readonly more: number;
}

/** A list shows this many emails of one kind one by one. If there are more, it shows all of them as one. */
const MOST_SHOWN = 5;

/** Tells whether two emails have the same sender and wait for the same reason. */
export function isAlike(one: IncomingMail, other: IncomingMail): boolean {
  return kindOf(one) === kindOf(other);
}

/** Groups emails for a list. One sender who writes hundreds of emails cannot hide the emails of others. Keeps the order. */
export function groupAlike(mails: readonly IncomingMail[]): AlikeMails[] {
  const kinds = new Map<string, IncomingMail[]>();
  for (const mail of mails) {
    const kind = kinds.get(kindOf(mail));
    if (kind === undefined) kinds.set(kindOf(mail), [mail]);
    else kind.push(mail);
  }
  return mails.flatMap((mail) => {
    const alike = kinds.get(kindOf(mail)) ?? [];
    if (alike.length <= MOST_SHOWN) return [{ first: mail, more: 0 }];
    return alike[0] === mail ? [{ first: mail, more: alike.length - 1 }] : [];
  });
}

function kindOf({ reason, sender, envelopeFrom }: IncomingMail): string {
  return `${reason} ${(sender?.address ?? envelopeFrom).toLowerCase()}`;
}
