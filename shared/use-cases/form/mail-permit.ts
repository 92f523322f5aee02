import type { Instant } from '../../domain/dates.ts';
import { countsFor, windowEnd, type MailingClick } from '../../domain/form/mailing-limits.ts';
import { ServiceError } from '../../errors.ts';
import type { Throttle } from '../../ports/throttle.ts';

/** Enough email was sent for a follow-up because of one kind of click. Nothing was changed and nothing was sent. */
export class TooManyClicks extends ServiceError {
  readonly tryAgainAt: Instant;

  constructor(click: MailingClick, tryAgainAt: Instant) {
    super('throttled', `There were too many clicks of the kind ${click}. Try again later.`);
    this.tryAgainAt = tryAgainAt;
  }
}

/**
 * Allows one click of an outsider to make us send email. Whatever sends email because of a click takes one, and only a
 * counted click gives one: a new mailing click that is not counted does not compile.
 */
export class MailPermit {
  /** Keeps anything else from being taken for a permit. */
  readonly #given = true;

  private constructor() {
    // Only the two functions below make one.
  }

  /**
   * Counts a click. Ask last, when everything else is right: a slip of the finger uses up nothing.
   *
   * @throws TooManyClicks
   */
  static async forClick(
    { throttle }: { readonly throttle: Throttle },
    asked: {
      readonly click: MailingClick;
      readonly followUpId: string;
      /** The person or link that the click comes from. */
      readonly who: string;
      readonly at: Instant;
    },
  ): Promise<MailPermit> {
    const { click, at } = asked;
    for (const count of countsFor(click, asked)) {
      const counted = await throttle.count({ ...count, at });
      if (counted > count.most) throw new TooManyClicks(click, windowEnd(at, count));
      // These are left to everybody, whatever others used up.
      if (counted <= count.first) break;
    }
    return new MailPermit();
  }

  /** For what one of the inspectorate's own people does at the command line. */
  static forStaff(): MailPermit {
    return new MailPermit();
  }

  /** Whether it was given. Reading it is what makes TypeScript compare permits by name. */
  get isGiven(): boolean {
    return this.#given;
  }
}
