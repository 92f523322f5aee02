import type { FormReader, ReadPage } from './form-reader.ts';
import type { FormTestService } from './form-service.ts';

/** Returns the code in the newest email to an address. */
export async function codeMailedTo(running: FormTestService, address: string): Promise<string> {
  const mails = await running.inbox();
  const newest = mails.findLast(({ to, text }) => to.startsWith(address) && /^\d{6}$/mu.test(text));
  return /^\d{6}$/mu.exec(newest?.text ?? '')?.[0] ?? '';
}

/** Gets a code by email and enters it, as the person who reads the mailbox. */
export async function enterCode(
  running: FormTestService,
  { reader, address = 'lead@' }: { reader: FormReader; address?: string },
): Promise<ReadPage> {
  await reader.post('/form/code/send');
  return reader.post('/form/code', { code: await codeMailedTo(running, address) });
}
