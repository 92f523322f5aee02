import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { openMailStore } from '../ses-door/mail-store.ts';

export interface InboxMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Temporal.Instant;
  /** The link to the form in the email, if it has one. */
  readonly link: string | undefined;
}

/** Reads the emails that arrived from the mail service's folder. */
export interface Inbox {
  to(address: string): Promise<InboxMail[]>;
  /** Returns the emails since the last call, oldest first. */
  takeNew(): Promise<InboxMail[]>;
}

export function openInbox(directory: string): Inbox {
  const read = new Map<string, InboxMail>();
  const refresh = async (): Promise<InboxMail[]> => {
    const store = openMailStore(directory);
    const fresh: InboxMail[] = [];
    for (const envelope of await store.list()) {
      if (read.has(envelope.id)) continue;
      const { subject = '', text = '' } = await PostalMime.parse(await store.read(envelope.id));
      const mail: InboxMail = {
        to: envelope.destinations.join(', '),
        subject,
        text,
        at: Temporal.Instant.from(envelope.acceptedAt),
        link: /https?:\/\/\S+\/f\/\S+/u.exec(text)?.[0],
      };
      read.set(envelope.id, mail);
      fresh.push(mail);
    }
    return fresh;
  };
  const unseen: InboxMail[] = [];
  return {
    to: async (address) => {
      unseen.push(...(await refresh()));
      return [...read.values()].filter((mail) => mail.to === address);
    },
    takeNew: async () => {
      unseen.push(...(await refresh()));
      return unseen.splice(0);
    },
  };
}
