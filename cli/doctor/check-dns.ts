import { Resolver } from 'node:dns/promises';
import { ServiceError } from '../../shared/errors.ts';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import type { Environment } from '../service/find-environment.ts';
import { domainIn } from './domain-in.ts';
import { firstToDo, toDo, type Check } from './finding.ts';

/** Returns the checks of what the public DNS says about the mail domains. */
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
                  `${domain} has no SPF for SES. Make the TXT record "v=spf1 include:amazonses.com -all".`,
                ),
          ],
          `${domain} allows SES to send for it.`,
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
                  `${domain} has no policy, so anyone can write in our name. Make the TXT record "v=DMARC1; p=reject; adkim=s; aspf=r".`,
                )
              : undefined,
            policy === 'none'
              ? toDo(
                  `${domain} says p=none, so forged mail is not refused. Change it to p=reject when the reports show that our own mail passes.`,
                )
              : undefined,
          ],
          `The policy against forged mail is p=${policy ?? ''}.`,
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
                  `The mail of ${ReplyDomain} goes to ${found.join(', ') || 'nobody'}. Make 10 ${wanted} its only MX record.`,
                ),
          ],
          `The mail of ${ReplyDomain} goes to SES.`,
        );
      },
    },
  ];
}

/** Makes a resolver. REVISIT_DNS_SERVERS names a public one, for a network whose own resolver hides public names. */
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
      `The DNS did not answer for ${name} (${code}). Use a network that sees public names, or set REVISIT_DNS_SERVERS.`,
      { cause },
    );
  }
}
