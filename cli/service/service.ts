import type { Configuration } from '../../shared/contracts/configuration.ts';
import type { Programmes } from '../../shared/ports/programmes.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { FollowUps } from '../../shared/ports/follow-ups.ts';

import type { Imports } from '../../shared/ports/imports.ts';
import type { Links } from '../../shared/ports/links.ts';
import type { NoticeLedger } from '../../shared/ports/notice-ledger.ts';
import type { People } from '../../shared/ports/people.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { DeadLetters } from '../../shared/ports/dead-letters.ts';
import type { FormReading } from '../../shared/ports/form-reading.ts';
import type { Attachments } from '../../shared/ports/attachments.ts';
import type { Drafts } from '../../shared/ports/drafts.ts';
import type { Handovers } from '../../shared/ports/handovers.ts';
import type { LegalHolds } from '../../shared/ports/legal-holds.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import type { MailReader } from '../../shared/ports/mail-reader.ts';
import type { MailWriter } from '../../shared/ports/mail-writer.ts';
import type { RawMail } from '../../shared/ports/raw-mail.ts';
import type { SentMails } from '../../shared/ports/sent-mails.ts';
import type { Inbox } from '../../shared/ports/inbox.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Tokens } from '../../shared/ports/tokens.ts';
import type { WakeUps } from '../../shared/ports/wake-ups.ts';

/** What the commands use of the service. main.ts wires it. */
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
  readonly attachments: Attachments;
  readonly drafts: Drafts;
  readonly handovers: Handovers;
  readonly legalHolds: LegalHolds;
  readonly mailer: Mailer;
  readonly mailReader: MailReader;
  readonly mailWriter: MailWriter;
  readonly rawMail: RawMail;
  readonly sentMails: SentMails;
  readonly publicUrl: string;
  readonly replyDomain: string;
  readonly deadLetters: DeadLetters;
  readonly wakeUps: WakeUps;
  readonly log: Log;
  readonly tokens: Tokens;
  readonly programmes: Programmes;
}
