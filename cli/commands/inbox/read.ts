import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { anyNumber, readSentEmail, type SentEmail } from '../../../shared/domain/replies/read-sent-email.ts';
import { replyKinds } from '../../../shared/domain/replies/classified-reply.ts';
import { heldReasons, mailPlaces, takenReasons } from '../../../shared/domain/replies/incoming-mail.ts';
import {
  sentAtOf,
  understandMail,
  type UnderstoodMail,
} from '../../../shared/domain/replies/understand-mail.ts';
import { readReceiptHeaders } from '../../../shared/domain/replies/receipt-headers.ts';
import { defineCommand, option, severalArguments } from '../../command/command.ts';
import { readInputFile } from '../../input/read-file.ts';
import { renderUnderstood } from '../../terminal/understood-mail.ts';

const outputOfMail = z.object({
  file: z.string(),
  kind: z.enum(replyKinds),
  place: z.enum(mailPlaces),
  reason: z.enum([...heldReasons, ...takenReasons]),
  /** What the sender wrote, without quotations and signature. */
  words: z.string(),
  answers: z.array(z.object({ recommendation: z.int(), words: z.string() })),
  /** Words that name no recommendation. */
  unplaced: z.string(),
  cut: z.array(z.object({ why: z.enum(['quotation', 'heading', 'banner', 'signature']), text: z.string() })),
  /** What a delivery report says about our recipient. */
  outcome: z.object({ permanent: z.boolean(), reason: z.string() }).optional(),
  evidence: z.array(z.string()),
});

export const readMailFiles = defineCommand({
  summary: 'Explain how Revisit would understand mail files',
  description:
    'It reads files of mail programs (.eml) with the rules for mail that comes in. It stores nothing, sends nothing and needs no running service. It takes the sender for a contact who answers a request whose form is open. With --sent, it compares each mail with the email that it answers. The text is OFFICIAL-SENSITIVE.',
  examples: [
    { line: 'revisit inbox read reply.eml', says: 'the kind of the mail, its words, and why' },
    {
      line: 'revisit inbox read *.eml --sent request.txt --json',
      says: 'many replies to one email of ours, for a program',
    },
  ],
  input: {
    files: severalArguments(z.array(z.string().min(1)).min(1), 'the mail files', { asTyped: true }),
    to: option(z.string().trim().min(1).optional(), {
      value: '<address>',
      help: 'the reply address that the mail came to, or the follow-up (default: its To header)',
    }),
    sent: option(z.string().min(1).optional(), {
      value: '<file>',
      help: 'the email of ours that they answer, as text or .eml',
    }),
  },
  output: z.object({ mails: z.array(outputOfMail) }),
  run: async ({ files, to, sent }, { terminal, mailReader }) => {
    const reader = await mailReader();
    const now = Temporal.Now.instant();
    const request =
      sent === undefined
        ? undefined
        : readSentEmail(
            await reader.read((await readInputFile(sent, { field: 'sent', ...limit })).bytes),
            now,
          );
    const mails: (UnderstoodMail & { file: string })[] = [];
    for (const path of files) {
      const { name, bytes } = await readInputFile(path, { field: 'files', ...limit });
      const message = await reader.read(bytes);
      const isAddress = to?.includes('@') === true;
      const recipients = isAddress ? [to] : message.addressedTo;
      const about = isAddress ? undefined : to;
      const receipt = {
        id: name,
        rawKey: name,
        recipients,
        receivedAt: sentAtOf(message, now),
        ...readReceiptHeaders(message),
      };
      mails.push({
        file: name,
        ...understandMail(message, { receipt, about, request: request ?? anyRequest }),
      });
    }
    return {
      document: {
        mails: mails.map((mail) => ({
          ...mail,
          answers: [...mail.answers],
          cut: [...mail.cut],
          evidence: [...mail.evidence],
        })),
      },
      text: () => mails.map((mail) => renderUnderstood(mail, terminal)).join('\n\n'),
    };
  },
});

/** SES takes mails of at most 40 MB. */
const limit = { mostKilobytes: 40_000 };

/** Nothing is known about our email. */
const anyRequest: SentEmail = { asked: anyNumber, ourNames: [], sents: [] };
