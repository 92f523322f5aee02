import type { Configuration } from '../shared/contracts/configuration.ts';
import type { Programme } from '../shared/domain/programme.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { FollowUps } from '../shared/ports/follow-ups.ts';

import type { Imports } from '../shared/ports/imports.ts';
import type { Links } from '../shared/ports/links.ts';
import type { NoticeLedger } from '../shared/ports/notice-ledger.ts';
import type { People } from '../shared/ports/people.ts';
import type { Settings } from '../shared/ports/settings.ts';
import type { DeadLetters } from '../shared/ports/dead-letters.ts';
import type { FormReading } from '../shared/ports/form-reading.ts';
import type { Inbox } from '../shared/ports/inbox.ts';
import type { Log } from '../shared/ports/log.ts';
import type { Tokens } from '../shared/ports/tokens.ts';
import type { WakeUps } from '../shared/ports/wake-ups.ts';

/** What the commands ask of the service; main.ts gets it wired. */
export interface Service {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly people: People;
  readonly formReading: FormReading;
  readonly ledger: NoticeLedger;
  readonly links: Links;
  readonly settings: Settings;

  readonly imports: Imports;
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
  readonly wakeUps: WakeUps;
  readonly log: Log;
  readonly tokens: Tokens;
  readonly programmes: ReadonlyMap<string, Programme>;
}
