import {
  detectAttachmentType,
  LARGEST_ATTACHMENT,
  MOST_ATTACHMENTS,
  type Attachment,
  type AttachmentProblem,
} from '../../domain/form/form.ts';
import { attachmentKey, type Attachments } from '../../ports/attachments.ts';
import type { Form } from './open-form.ts';
import type { SaveAnswerDependencies } from './save-answer.ts';

export type AttachFileDependencies = SaveAnswerDependencies & { readonly attachments: Attachments };

/** Saves a file with the draft. @returns what is wrong with the file, or undefined if it was saved. */
export async function attachFile(
  { attachments, drafts, tokens }: AttachFileDependencies,
  { form, file }: { form: Form; file: { name: string; content: Uint8Array } | undefined },
): Promise<AttachmentProblem | undefined> {
  if (file === undefined) return 'missing';
  if (file.content.length === 0) return 'empty';
  if (file.content.length > LARGEST_ATTACHMENT) return 'too-large';
  if (form.attachments.length >= MOST_ATTACHMENTS) return 'too-many';
  const contentType = detectAttachmentType(file);
  if (contentType === undefined) return 'wrong-type';
  const { followUpId, contactId, browserId } = form.session;
  const attachment: Attachment = {
    id: tokens.newId(),
    name: file.name.slice(-120),
    bytes: file.content.length,
    contentType,
    round: form.roundId,
    addedAt: form.now,
    addedBy: contactId,
    savedIn: browserId,
  };
  await attachments.put(attachmentKey({ followUpId, ...attachment }), { contentType, content: file.content });
  await drafts.addAttachment(followUpId, attachment);
  return undefined;
}

/** Removes a file from the draft. A return that was already sent with the file keeps it. */
export async function removeAttachment(
  { drafts }: AttachFileDependencies,
  { form, id }: { form: Form; id: string },
): Promise<void> {
  await drafts.removeAttachment(form.session.followUpId, { round: form.roundId, id });
}

export function readAttachment(
  { attachments }: AttachFileDependencies,
  { form, attachment }: { form: Form; attachment: Attachment },
): Promise<Uint8Array> {
  return attachments.read(attachmentKey({ followUpId: form.session.followUpId, ...attachment }));
}
