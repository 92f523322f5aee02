import { noticeId } from '../../shared/domain/notice.ts';
import { contactOf } from '../../shared/domain/sending/recipient.ts';
import type { Statement } from '../../shared/domain/statement.ts';
import type { SentEmail } from './send.ts';

/** What each person has received. It knows nothing of the ledger, so it can contradict it. */
export class Inbox {
  readonly #told = new Map<string, Statement[]>();
  readonly #times = new Map<string, number>();

  receive({ recipient, stated, notices }: SentEmail): void {
    for (const { key } of notices) {
      const id = noticeId(key);
      this.#times.set(id, this.timesSent(id) + 1);
    }
    const contact = contactOf(recipient);
    if (contact !== undefined) this.#told.set(contact.id, [...(this.#told.get(contact.id) ?? []), ...stated]);
  }

  timesSent(id: string): number {
    return this.#times.get(id) ?? 0;
  }

  /** Returns everything that each contact was told, oldest first. */
  list(): (readonly [string, readonly Statement[]])[] {
    return [...this.#told];
  }
}
