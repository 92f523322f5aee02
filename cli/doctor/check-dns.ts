import { Resolver } from 'node:dns/promises';
import { ServiceError } from '../../shared/errors.ts';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import type { Environment } from '../service/find-environment.ts';
import { domainIn } from './domain-in.ts';
import { firstToDo, toDo, type Check } from './finding.ts';

/** What the rest of the world sees of the mail domains. */
export function dnsChecks(outputs: () => Promise<StackOutputs>, environment: Environment): Check[] {
  const resolver = resolverOf(environment);
  const textsOf = (name: string) =>
    recordsOf(name, async () => (await resolver.resolveTxt(name)).map((parts) => parts.join('')));
  return [
    {
      name: 'SPF',
      look: async () => {
        const { MailFrom } = await outputs();
        const domain = `bounce.${domainIn(MailFrom)}`;
        const spf = (await textsOf(domain)).find((text) => text.startsWith('v=spf1'));
        return firstToDo(
          [
            spf?.includes('include:amazonses.com') === true
              ? undefined
              : toDo(
                  `${domain} has no SPF for SES: make the TXT record "v=spf1 include:amazonses.com -all".`,
                ),
          ],
          `${domain} lets SES send for it.`,
        );
      },
    },
    {
      name: 'DMARC',
      look: async () => {
        const { MailFrom } = await outputs();
        const domain = `_dmarc.${domainIn(MailFrom)}`;
        const dmarc = (await textsOf(domain)).find((text) => text.startsWith('v=DMARC1'));
        const policy = /;\s*p=(\w+)/u.exec(dmarc ?? '')?.[1];
        return firstToDo(
          [
            policy === undefined
              ? toDo(
                  `${domain} says nothing, so anybody can write in our name: make the TXT record "v=DMARC1; p=reject; adkim=s; aspf=r".`,
                )
              : undefined,
            policy === 'none'
              ? toDo(
                  `${domain} says p=none, which refuses no forgery: make it p=reject once the reports show our own mail passing.`,
                )
              : undefined,
          ],
          `Forged mail is to be refused: p=${policy ?? ''}.`,
        );
      },
    },
    {
      name: 'reply domain',
      look: async () => {
        const { ReplyDomain, Region } = await outputs();
        const wanted = `inbound-smtp.${Region}.amazonaws.com`;
        const found = await recordsOf(ReplyDomain, async () =>
          (await resolver.resolveMx(ReplyDomain)).map(({ exchange }) => exchange.toLowerCase()),
        );
        return firstToDo(
          [
            found.length === 1 && found[0] === wanted
              ? undefined
              : toDo(
                  `The mail of ${ReplyDomain} goes to ${found.join(', ') || 'nobody'}: its one MX must be 10 ${wanted}.`,
                ),
          ],
          `The mail of ${ReplyDomain} comes to SES.`,
        );
      },
    },
  ];
}

/** Inside a network that shows its own names only, REVISIT_DNS_SERVERS names a resolver that sees the public ones. */
function resolverOf(environment: Environment): Resolver {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const servers = environment['REVISIT_DNS_SERVERS'];
  if (servers !== undefined) resolver.setServers(servers.split(',').map((server) => server.trim()));
  return resolver;
}

const nothingThere = new Set(['ENODATA', 'ENOTFOUND']);

async function recordsOf(name: string, ask: () => Promise<string[]>): Promise<string[]> {
  try {
    return await ask();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    if (nothingThere.has(code)) return [];
    throw new ServiceError(
      'unreachable',
      `The DNS did not answer for ${name} (${code}): look from a network that sees public names, or set REVISIT_DNS_SERVERS.`,
      { cause },
    );
  }
}
