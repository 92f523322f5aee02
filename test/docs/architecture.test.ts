import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bucketNames, functionNames, queueNames, serviceMap } from '../../infra/service-map.ts';
import { CLAIM_GRACE_SECONDS, CLAIM_LEASE_SECONDS } from '../../shared/domain/notice.ts';

const pageUrl = new URL('../../docs/architecture.md', import.meta.url);
const page = readFileSync(pageUrl, 'utf8');
const oneLine = page.replaceAll(/\s+/gu, ' ');

describe('docs/architecture.md', () => {
  it('shows every function, queue and bucket of the service map in its diagram', () => {
    const drawn = /```mermaid\nflowchart[\s\S]*?```/u.exec(page)?.[0] ?? '';
    const missing = [...functionNames, ...queueNames, ...bucketNames].filter(
      (name) => !new RegExp(`(^|[>\\s"])${name}($|[\\s"])`, 'mu').test(drawn),
    );
    expect(missing).toEqual([]);
  });

  it('gives the same times as the code', () => {
    const { timeoutSeconds } = serviceMap.functions['send-notices'];
    const { visibilitySeconds } = serviceMap.queues.outgoing;
    expect(oneLine).toContain(
      `function ${timeoutSeconds} seconds, claim ${CLAIM_LEASE_SECONDS / 60} minutes, queue ${visibilitySeconds / 60} minutes, and ${CLAIM_GRACE_SECONDS / 60} more minutes for a late event`,
    );
    expect(oneLine).toContain(`after ${(CLAIM_LEASE_SECONDS + CLAIM_GRACE_SECONDS) / 60} minutes the sweep`);
  });

  it('links only to files that exist', () => {
    const links = [...page.matchAll(/\]\((?<path>[^)#]+)\)/gu)].map(({ groups }) => groups?.['path'] ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(new URL(path, pageUrl)))).toEqual([]);
  });
});
