import { redirectTo, type Reply } from '../reply.ts';
import { sessionCookie, sessionTokenOf, type PageContext } from './page-context.ts';

/** Where others use this machine: the browser forgets the form. */
export async function leave(context: PageContext): Promise<Reply> {
  const { service } = context;
  const sessionToken = sessionTokenOf(context);
  const sessionHash = sessionToken === undefined ? undefined : service.tokens.hashOf(sessionToken);
  if (sessionHash !== undefined) await service.formSessions.end(sessionHash);
  return redirectTo('/', [sessionCookie(service, { value: '', maxAgeSeconds: 0 })]);
}
