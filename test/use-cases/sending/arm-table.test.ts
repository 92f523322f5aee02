import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createResources, nameResources } from '../../../local/resources.ts';
import { createLineLog } from '../../../shared/adapters/observability.ts';
import { noticeStatus } from '../../../shared/domain/notice.ts';
import { ServiceError } from '../../../shared/errors.ts';
import { changeOrganisation } from '../../../shared/use-cases/people/change-organisation.ts';
import { changePrivacy } from '../../../shared/use-cases/privacy/change-privacy.ts';
import { armTable, planArming } from '../../../shared/use-cases/sending/arm-table.ts';
import { sendNotices } from '../../../shared/use-cases/sending/send-notices.ts';
import { sweep } from '../../../shared/use-cases/sending/sweep.ts';
import { wire, type Service } from '../../../shared/wiring.ts';
import { anOpenFollowUp, aRecommendation, aStoredContact } from '../../builders/stored.ts';
import { startTestService, type RunningTestService } from '../../support/running-service.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const audit = { at: at('2016-03-08T09:30:00Z'), by: 'test', action: 'publish', summary: 'Published.' };

describe('the fence around a copied table (F13)', () => {
  let running: RunningTestService;

  beforeEach(async () => {
    running = await startTestService();
    const { people, followUps } = running.service;
    await people.putBody(
      { id: 'essex', names: [{ name: 'Essex Police' }], nation: 'England', simulated: false },
      { replace: false },
    );
    await people.putContact(aStoredContact(), { isNew: true, audit });
    await followUps.add({ followUp: anOpenFollowUp(), recommendations: [aRecommendation()], audit });
    await running.sweepAt('2016-03-09T10:00:00Z');
  });
  afterEach(() => running.stop());

  /** Creates a second table with the items of the first, as a restore does. */
  const restored = async (): Promise<Service> => {
    const { stack } = running;
    const resources = nameResources(`${stack.resources.table}-restored`, stack.endpoints);
    await createResources({ resources, clients: stack.clients });
    const found = await stack.clients.dynamodb.send(new ScanCommand({ TableName: stack.resources.table }));
    for (const item of found.Items ?? []) {
      await stack.clients.dynamodb.send(new PutItemCommand({ TableName: resources.table, Item: item }));
    }
    return wire(
      { ...stack.environment, REVISIT_TABLE: resources.table },
      { functionName: 'test', log: createLineLog(() => undefined) },
    );
  };

  it('keeps a sweep of a restored table from reading follow-ups and sending emails until an admin arms the table', async () => {
    const copy = await restored();
    running.stack.clock.setAsOf(at('2016-04-12T09:00:00Z'));
    const before = (await running.inbox()).length;
    expect(await sweep(copy)).toMatchObject({ fenced: true, lookedAt: 0, wakeUps: 0 });
    expect(await sendNotices(copy, { forceId: 'essex', recipientId: 'lead' })).toEqual([]);
    expect(await running.inbox()).toHaveLength(before);
  });

  it('refuses to arm a restored table without the moment it was restored from', async () => {
    const copy = await restored();
    const problem = await armTable(copy, { sentSince: undefined, stage: 'test' }).catch(
      (error: unknown) => error,
    );
    expect(problem).toBeInstanceOf(ServiceError);
    expect(problem).toMatchObject({ code: 'bad-input', field: 'sentSince' });
  });

  it('refuses to arm a production table until the privacy notice and the organisation are complete', async () => {
    const { service } = running;
    const arming = { sentSince: undefined, stage: 'production' };
    await expect(planArming(service, arming)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(planArming(service, arming)).rejects.toThrow('revisit privacy set --controller');
    const before = await service.settings.privacy();
    const after = { ...before, controller: 'HM Inspectorate', contact: 'dpo@inspectorate.example' };
    await changePrivacy(service, { before, after, by: 'p-nair' });
    await expect(planArming(service, arming)).rejects.toThrow('revisit organisation set --name');
    await changeOrganisation(service, {
      before: await service.settings.organisation(),
      after: { name: 'HM Inspectorate', website: 'inspectorate.example', telephone: '020 7946 0000' },
      by: 'p-nair',
    });
    expect(await planArming(service, arming)).toMatchObject({ isArmed: true });
  });

  it('marks what fell due since the restore point as unknown, shows it and does not send it', async () => {
    const copy = await restored();
    running.stack.clock.setAsOf(at('2016-03-24T10:00:00Z'));
    const { unknown } = await armTable(copy, { sentSince: at('2016-03-10T00:00:00Z'), stage: 'test' });
    expect(unknown.map((notice) => [notice.rungId, noticeStatus(notice.facts)])).toEqual([
      ['request', 'unknown'],
    ]);
    expect((await copy.ledger.problems()).map((notice) => notice.key.rung)).toEqual(['request']);
    const before = (await running.inbox()).length;
    await sweep(copy);
    await sendNotices(copy, { forceId: 'essex', recipientId: 'lead' });
    expect(await running.inbox()).toHaveLength(before);
  });

  it('stops another installation beside the old one from sending out of a copied table', async () => {
    const other = wire(
      { ...running.stack.environment, REVISIT_STACK_ID: 'staging-copy' },
      { functionName: 'test', log: createLineLog(() => undefined) },
    );
    expect(await sweep(other)).toMatchObject({ fenced: true });
  });
});
