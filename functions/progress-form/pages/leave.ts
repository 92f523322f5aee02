import { redirectTo, type Reply } from '../reply.ts';
import { sessionCookie, sessionTokenOf, type PageContext } from './page-context.ts';

/** Makes the browser forget the form, for computers that several people use. */
export async function leave(context: PageContext): Promise<Reply> {
  const { service } = context;
  const sessionToken = sessionTokenOf(context);
  const sessionHash = sessionToken === undefined ? undefined : service.tokens.hashToken(sessionToken);
  if (sessionHash !== undefined) await service.formSessions.end(sessionHash);
  return redirectTo('/', [sessionCookie(service, { value: '', maxAgeSeconds: 0 })]);
}
