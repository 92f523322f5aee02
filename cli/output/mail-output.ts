import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import {
  fileFates,
  heldReasons,
  mailPlaces,
  matchGrounds,
  takenReasons,
  type IncomingMail,
} from '../../shared/domain/replies/incoming-mail.ts';
import { replyKinds } from '../../shared/domain/replies/classified-reply.ts';

/** An incoming email in a command's document: what it is and where it is, without its text. */
export const mailOutput = z.object({
  id: z.string(),
  receivedAt: instant,
  from: z.string().optional(),
  place: z.enum(mailPlaces),
  reason: z.enum([...heldReasons, ...takenReasons]),
  kind: z.enum(replyKinds).optional(),
  because: z.string().optional(),
  /** What speaks for its kind and its place. */
  evidence: z.array(z.string()),
  followUp: z.string().optional(),
  round: z.string().optional(),
  ground: z.enum(matchGrounds).optional(),
  candidates: z.array(z.string()),
  recommendations: z.array(z.int()),
  files: z.array(z.object({ name: z.string(), bytes: z.int(), fate: z.enum(fileFates) })),
  backOn: plainDate.optional(),
  erasedAt: instant.optional(),
});

export function mailDocument(mail: IncomingMail): z.output<typeof mailOutput> {
  return {
    id: mail.id,
    receivedAt: mail.receivedAt,
    from: mail.sender?.address,
    place: mail.place,
    reason: mail.reason,
    kind: mail.kind,
    because: mail.because,
    evidence: [...(mail.evidence ?? [])],
    followUp: mail.about?.followUpId,
    round: mail.about?.round,
    ground: mail.ground,
    candidates: [...(mail.candidates ?? [])],
    recommendations: [...(mail.recommendations ?? [])],
    files: [...(mail.files ?? [])],
    backOn: mail.backOn,
    erasedAt: mail.erasedAt,
  };
}
