import type { MailReader } from '../../ports/mail-reader.ts';

/**
 * Returns a mail reader that loads its parsers with the first mail. The command line and the function for incoming mail
 * start without them.
 */
export function createLazyMailReader(): MailReader {
  let reader: Promise<MailReader> | undefined;
  return {
    read: async (raw) => {
      reader ??= import('./postal-mime-reader.ts').then(({ createMailReader }) => createMailReader());
      return (await reader).read(raw);
    },
  };
}
