import type { Instant } from '../../domain/dates.ts';
import { listCounts, windowEnd, type MailingClick } from '../../domain/form/mailing-limits.ts';
import { ServiceError } from '../../errors.ts';
import type { Throttle } from '../../ports/throttle.ts';

/** Revisit has already sent enough emails for this kind of click on this follow-up. Nothing was changed or sent. */
export class TooManyClicks extends ServiceError {
  readonly tryAgainAt: Instant;

  constructor(click: MailingClick, tryAgainAt: Instant) {
    super('throttled', `There were too many clicks of the kind ${click}. Try again later.`);
    this.tryAgainAt = tryAgainAt;
  }
}

/**
 * Allows one click of an outsider to make Revisit send email. All code that sends email because of a click needs a
 * permit. Only a counted click gives a permit, so a new click that is not counted does not compile.
 */
export class MailPermit {
  /** Makes sure that TypeScript accepts nothing else as a permit. */
  readonly #given = true;

  private constructor() {
    // Only the two functions below create a permit.
  }

  /**
   * Counts a click and returns a permit for it. Call this last, when everything else is right. Then a typing mistake
   * does not use up a click.
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
    for (const count of listCounts(click, asked)) {
      const counted = await throttle.count({ ...count, at });
      if (counted > count.most) throw new TooManyClicks(click, windowEnd(at, count));
      // Everyone gets this many clicks, even if others have used up the total.
      if (counted <= count.first) break;
    }
    return new MailPermit();
  }

  /** Returns a permit for something that the inspectorate's own staff do at the command line. */
  static forStaff(): MailPermit {
    return new MailPermit();
  }

  /**
   * Tells whether the permit was given. TypeScript compares permits by name because this getter reads the private
   * field.
   */
  get isGiven(): boolean {
    return this.#given;
  }
}
