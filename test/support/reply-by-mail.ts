import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { startSmtpDoor } from '../../local/smtp-door.ts';
import type { FormTestService } from './form-service.ts';
import type { RunningTestService } from './running-service.ts';

/** A person who answers the newest email to an address by a mail program, over SMTP. */
export interface ReplyByMail {
  reply(
    from: { name: string; address: string },
    write: (request: string) => string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<void>;
  stop(): Promise<void>;
}

export async function startReplyByMail({
  stack,
  service,
  runner,
}: Pick<FormTestService | RunningTestService, 'stack' | 'service' | 'runner'>): Promise<ReplyByMail> {
  const door = await startSmtpDoor({
    clock: stack.clock,
    s3: stack.clients.s3,
    sns: stack.clients.sns,
    rawMailBucket: stack.resources.buckets['raw-mail'],
    incomingMailTopicArn: stack.resources.topicArns['incoming-mail'],
    domains: [service.replyDomain],
    log: () => undefined,
  });
  return {
    async reply({ name, address }, write, headers = {}) {
      const envelopes = (await stack.sesDoor.mails()).filter(({ destinations }) =>
        destinations.includes(address),
      );
      const newest = envelopes.at(-1);
      if (newest === undefined) throw new Error(`Nothing was sent to ${address}.`);
      const request = await PostalMime.parse(await stack.sesDoor.readMail(newest.id));
      const transport = createTransport({ url: door.endpoint, ignoreTLS: true });
      await transport.sendMail({
        from: { name, address },
        to: request.replyTo?.[0]?.address ?? '',
        subject: `Re: ${request.subject ?? ''}`,
        inReplyTo: request.messageId,
        references: request.messageId,
        headers,
        text: write(request.text ?? ''),
      });
      transport.close();
      await runner.drain();
    },
    stop: () => door.stop(),
  };
}
