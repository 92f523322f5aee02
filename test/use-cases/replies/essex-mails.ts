import type { IncomingMail } from '../../../shared/domain/replies/incoming-mail.ts';
import type { Receipt } from '../../../shared/domain/replies/receipt.ts';
import { corpusReceivedAt, loadCorpus, readRaw, receiptOf } from './corpus.ts';
import type { EssexInbox } from './essex-inbox.ts';

const corpus = await loadCorpus();

/** Receives a mail of the corpus. */
export async function receiveFrom(inbox: EssexInbox, file: string): Promise<IncomingMail> {
  const one = corpus.find((candidate) => candidate.file === `${file}.eml`);
  if (one === undefined) throw new Error(`The corpus has no ${file}.`);
  return inbox.receive(await readRaw(one), receiptOf(one));
}

/** A reply from the lead with these words. */
export function leadReply(words: string, { minute = 0 }: { minute?: number } = {}): [string, Receipt] {
  const id = `${minute.toString(36)}written`;
  const [one] = corpus;
  if (one === undefined) throw new Error('The corpus is empty.');
  const receipt = receiptOf({ ...one, envelopeFrom: 'lead@essex.police.example', recipients: undefined });
  const mail = [
    'From: Chief Superintendent Shaw <lead@essex.police.example>',
    'Subject: Re: By 19 April',
    `Message-ID: <${id}@essex.police.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
    '',
  ].join('\r\n');
  return [
    mail,
    { ...receipt, id, rawKey: `mail/${id}`, receivedAt: corpusReceivedAt.add({ minutes: minute }) },
  ];
}
