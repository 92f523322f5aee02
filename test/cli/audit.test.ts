import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findCallerIdentity } from '../../cli/service/caller-identity.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const auditSchema = z.object({
  entries: z.array(
    z.object({
      by: z.string(),
      caller: z.string().optional(),
      kind: z.string(),
      about: z.string(),
      action: z.string(),
    }),
  ),
});

describe('revisit audit', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService({ asOf: '2016-03-08T09:00:00Z' });
    for (const line of [
      'force import data/forces.csv',
      'owner add "Priya Nair" --email p.nair@inspectorate.example --telephone "020 7946 0123" --head',
      'contact add essex --role lead --name Shaw --email lead@essex.example',
      'publish essex --on 2016-03-08 --yes',
      'calendar add 2016-06-24 --title "Day of thanks" --yes',
      'suspend --from 2016-09-01 --until 2016-09-05 --reason "Move of the office" --yes',
      'returns record essex --how letter --received-on 2016-03-08 --milestone six-week-response --yes',
    ])
      expect([line, (await revisit(line, running.stack)).exitCode]).toEqual([line, 0]);
  });
  afterAll(() => running.stop());

  async function entries(options: string) {
    const { out, exitCode, err } = await revisit(`audit ${options} --json`, running.stack);
    expect([exitCode, err]).toEqual([0, '']);
    return auditSchema.parse(JSON.parse(out)).entries;
  }

  it('shows everything if it is given no follow-up: follow-ups, people, bank holidays and suspensions', async () => {
    const kinds = (await entries('')).map(({ kind, action }) => `${kind} ${action}`);
    for (const wanted of [
      'follow-up publish',
      'people add-contact',
      'settings calendar-add',
      'settings suspend',
    ])
      expect(kinds).toContain(wanted);
    const text = await revisit('audit', running.stack);
    expect(text.out).toMatch(/ABOUT/u);
    expect(text.out).not.toContain('lead@essex.example');
  });

  it('shows one follow-up with its people, and one kind, day or person', async () => {
    const essex = await entries('essex');
    expect(new Set(essex.map(({ about }) => about))).toEqual(new Set(['essex-ncpi-2016-03-08', 'essex']));
    expect((await entries('--kind settings')).map(({ action }) => action)).toEqual([
      'calendar-add',
      'suspend',
    ]);
    expect(await entries('--from 2016-03-09')).toEqual([]);
    expect((await entries('--to 2016-03-08')).length).toBeGreaterThan(4);
    expect(await entries('--by nobody')).toEqual([]);
    const wrong = await revisit('audit --from 2016-03-09 --to 2016-03-08', running.stack);
    expect([wrong.exitCode, wrong.err]).toEqual([2, expect.stringContaining('--to')]);
  });

  it('records who read a return', async () => {
    expect(await entries('essex --kind reading')).toEqual([]);
    await revisit('returns essex', running.stack);
    expect((await entries('essex --kind reading')).map(({ action }) => action)).toEqual(['read-return']);
  });

  it('lists the suspensions', async () => {
    const { out } = await revisit('suspend list', running.stack);
    expect(out.replace(/\s+/gu, ' ')).toContain('1 Sep 2016 5 Sep 2016 to come Move of the office');
  });
});

describe('the AWS identity of whoever runs a command', () => {
  let sts: Server;
  let status = 200;

  beforeAll(async () => {
    sts = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(
        status === 200
          ? '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/RevisitAdmin/p.nair</Arn><UserId>AROA:p.nair</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
          : '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>Expired</Message></Error></ErrorResponse>',
      );
    }).listen(0, '127.0.0.1');
    await once(sts, 'listening');
    const address = sts.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    process.env['AWS_ENDPOINT_URL_STS'] = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => sts.close());

  it('is the one that AWS reports, not the name that the admin typed', async () => {
    status = 200;
    const environment = { AWS_REGION: 'eu-west-2', REVISIT_ADMIN: 'somebody-else' };
    expect(await findCallerIdentity('production', environment)).toBe(
      'arn:aws:sts::123456789012:assumed-role/RevisitAdmin/p.nair',
    );
  });

  it('is asked for before anything is done, so expired credentials end the command', async () => {
    status = 403;
    await expect(findCallerIdentity('production', {})).rejects.toThrow(
      'The AWS credentials have expired. Sign in again.',
    );
  });
});
