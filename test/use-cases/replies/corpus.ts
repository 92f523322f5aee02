import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { createMailReader } from '../../../shared/adapters/mail/postal-mime-reader.ts';
import { answerStatuses } from '../../../shared/domain/answer.ts';
import type { Askable } from '../../../shared/domain/replies/answers-in-reply.ts';
import {
  fileFates,
  heldReasons,
  mailPlaces,
  matchGrounds,
  takenReasons,
} from '../../../shared/domain/replies/incoming-mail.ts';
import { readPlainStatus, type PlainReading } from '../../../shared/domain/replies/plain-status.ts';
import type { ReceivedMessage } from '../../../shared/domain/replies/received-message.ts';
import { verdicts, type Receipt } from '../../../shared/domain/replies/receipt.ts';
import { classifyReply } from '../../../shared/domain/replies/classify-reply.ts';
import { replyKinds, type ClassifiedReply } from '../../../shared/domain/replies/classified-reply.ts';

/**
 * Mails in the forms that real mail programs and servers give them, each with its expected outcome. They answer the
 * request for the six-week response of Essex, which left on 22 March 2016.
 */
const folder = new URL('../../corpus/', import.meta.url);

const byNumber = <Value extends z.ZodType>(value: Value) => z.record(z.string().regex(/^\d$/u), value);

const expectedSchema = z.strictObject({
  kind: z.enum(replyKinds),
  place: z.enum(mailPlaces),
  reason: z.enum([...heldReasons, ...takenReasons]),
  /** The expected words by recommendation, compared character by character. */
  answers: byNumber(z.string()).optional(),
  rest: z.string().optional(),
  /**
   * The expected answers. If absent, the test checks no answers. If present, an unlisted recommendation must stay
   * unanswered.
   */
  statuses: byNumber(z.enum(answerStatuses).nullable()).optional(),
  months: byNumber(z.record(z.string(), z.string())).optional(),
  files: z.record(z.string(), z.enum(fileFates)).optional(),
  ground: z.enum(matchGrounds).optional(),
  outcome: z.enum(['no-such-address', 'refused', 'delayed', 'delivered']).optional(),
  backOn: z.string().nullable().optional(),
  named: z.strictObject({ name: z.string().optional(), email: z.string().optional() }).optional(),
});

const verdict = z.enum(verdicts).optional();

const caseSchema = z.strictObject({
  file: z.string(),
  note: z.string().optional(),
  envelopeFrom: z.string(),
  recipients: z.array(z.string()).optional(),
  verdicts: z
    .strictObject({ spam: verdict, virus: verdict, spf: verdict, dkim: verdict, dmarc: verdict })
    .optional(),
  fillerMegabytes: z.int().positive().optional(),
  /** What the service makes of it, if it knows more than the rules: it compares a reply with the text of our email. */
  compared: z
    .strictObject({
      kind: z.enum(replyKinds),
      place: z.enum(mailPlaces),
      reason: z.enum([...heldReasons, ...takenReasons]),
      answers: byNumber(z.string()).optional(),
      rest: z.string().optional(),
    })
    .optional(),
  expected: expectedSchema,
});

export type CorpusCase = z.output<typeof caseSchema>;

export const corpusReceivedAt = Temporal.Instant.from('2016-04-12T08:14:30Z');
export const corpusReplyToken = '7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7';
export const corpusSesMessageId = '0107015399c2a1b4-5a0e7c11-3f0d-4f4a-9d0e-6b1f3f1f2a10-000000';

/** The text of the request, as the mails of the corpus quote it. */
export const corpusRequest = `OFFICIAL

Dear Chief Superintendent Shaw

Please tell us by 19 April 2016 how Essex Police is responding to the 5 recommendations in the child protection report published on 8 March 2016.

It takes about 10 minutes with your action plan to hand. You can stop, come back, or pass it to a colleague:
[link]

"Not started" and "we don't know yet" are useful answers.

Please do not name or describe any child or live case.

Need more time, or already sent it another way? The same page lets you say so. Or reply to this email.

Priya Nair, follow-up team, 020 7946 0123
Your inspection liaison officer has a copy. To check this is genuine, ask them or ring the number on our website.
`;

/** The five areas of concern of the Essex report, as they are recorded. */
export const corpusRecommendations: readonly Askable[] = [
  { number: 1, title: 'Skills of staff and quality of child abuse investigations' },
  { number: 2, title: 'Recognising the signs of child sexual exploitation' },
  { number: 3, title: 'Protecting children who regularly go missing from home' },
  { number: 4, title: 'Managing the risk posed by suspects in child abuse cases' },
  { number: 5, title: 'Avoiding unnecessary detention of children in police custody' },
];

export async function loadCorpus(): Promise<CorpusCase[]> {
  const manifest: unknown = JSON.parse(await readFile(new URL('expected.json', folder), 'utf8'));
  return z.array(caseSchema).parse(manifest);
}

/** Returns the mail as it came in. Filler that only makes a mail large is not kept in the repository. */
export async function readRaw({ file, fillerMegabytes }: CorpusCase): Promise<Uint8Array> {
  const raw = await readFile(new URL(file, folder));
  if (fillerMegabytes === undefined) return raw;
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const lines = Math.ceil((fillerMegabytes * 1024 * 1024) / line.length);
  return Buffer.from(raw.toString('latin1').replace('{{filler}}', line.repeat(lines)), 'latin1');
}

export function receiptOf({ file, envelopeFrom, recipients, verdicts: given }: CorpusCase): Receipt {
  return {
    id: file.replace(/\W/gu, ''),
    receivedAt: corpusReceivedAt,
    envelopeFrom,
    recipients: recipients ?? [`reply+${corpusReplyToken}@reply.inspectorate.example`],
    verdicts: {
      spam: given?.spam ?? 'PASS',
      virus: given?.virus ?? 'PASS',
      spf: given?.spf ?? 'PASS',
      dkim: given?.dkim ?? 'PASS',
      dmarc: given?.dmarc ?? 'PASS',
    },
    rawKey: `mail/${file}`,
  };
}

/** The addresses of people with a role at Essex on that day. */
const corpusContacts = new Set([
  'lead@essex.police.example',
  'anne.price@essex.police.example',
  'inspection.liaison@essex.police.example',
  'office@essex-pfcc.example',
]);

const reader = createMailReader();

export interface ToldCase {
  readonly message: ReceivedMessage;
  readonly told: ClassifiedReply;
  readonly readings: ReadonlyMap<number, PlainReading>;
}

/** Returns what the rules alone say of a mail, without the service. */
export async function tellCase(one: CorpusCase, raw?: Uint8Array): Promise<ToldCase> {
  const receipt = receiptOf(one);
  const message = await reader.read(raw ?? (await readRaw(one)));
  const told = classifyReply(message, {
    receipt,
    asked: corpusRecommendations,
    ourNames: ['Priya', 'Nair'],
    isFromContact: corpusContacts.has(message.from[0]?.address ?? ''),
    sents: [],
  });
  const answers = told.kind === 'answer' ? told.answers.answers : [];
  const readings = answers.map(({ number, words }): [number, PlainReading] => [
    number,
    readPlainStatus(words, { form: 'action-plan', receivedAt: receipt.receivedAt }),
  ]);
  return { message, told, readings: new Map(readings) };
}

/** Returns what a mail was taken for, in the same form as its expectation. */
export function outcomeOf({ told, readings }: ToldCase): Partial<z.output<typeof expectedSchema>> {
  const kind = { kind: told.kind };
  switch (told.kind) {
    case 'answer':
      return {
        ...kind,
        answers: Object.fromEntries(told.answers.answers.map(({ number, words }) => [number, words])),
        rest: told.answers.rest,
        statuses: Object.fromEntries(
          [...readings].flatMap(([number, { status }]) =>
            status === undefined || status === 'unchanged' ? [] : [[number, status]],
          ),
        ),
        months: Object.fromEntries(
          [...readings].flatMap(([number, { words }]) =>
            Object.keys(words).length === 0 ? [] : [[number, words]],
          ),
        ),
      };
    case 'out-of-office':
      return { ...kind, backOn: told.absence.until?.toString() ?? null, named: told.absence.standIn };
    case 'not-me':
      return { ...kind, named: told.instead };
    case 'delivery-report':
      return { ...kind, outcome: told.reports[0].outcome };
    default:
      return kind;
  }
}

/** Returns the expectation with defaults for what it leaves out: no words, no status, no month. */
export function expectationOf({ expected }: CorpusCase): Partial<z.output<typeof expectedSchema>> {
  const kind = { kind: expected.kind };
  switch (expected.kind) {
    case 'answer':
      return {
        ...kind,
        answers: expected.answers ?? {},
        rest: expected.rest ?? '',
        statuses: Object.fromEntries(
          Object.entries(expected.statuses ?? {}).filter(([, status]) => status !== null),
        ),
        months: expected.months ?? {},
      };
    case 'out-of-office':
      return { ...kind, backOn: expected.backOn ?? null, named: expected.named };
    case 'not-me':
      return { ...kind, named: expected.named };
    case 'delivery-report':
      return { ...kind, outcome: expected.outcome };
    default:
      return kind;
  }
}
