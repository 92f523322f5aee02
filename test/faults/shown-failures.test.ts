import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { revisit, revisitJson } from '../support/command-line.ts';
import { addressOf, aBodyToAsk, anInspectorate, MORNING } from './a-force.ts';
import { defectOf } from './faults-of-services.ts';
import { createFaultyStack, sweepAt, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import type { SendPath } from './send-path.ts';

const HEAD = 'head@inspectorate.example';
const TRIES = 5;

const deskSchema = z.object({
  health: z.object({
    sweepOk: z.boolean(),
    emailOk: z.boolean(),
    emailProblems: z.int(),
    emailGaps: z.int(),
    emailsBeingSent: z.int(),
    deadLetters: z.int(),
    messagesWaiting: z.int(),
  }),
});

describe('an email that Revisit cannot send', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
    await path.service.people.putStaffMember({
      id: 'head',
      name: 'Head of the programme',
      email: HEAD,
      telephone: '020 7946 0100',
      role: 'programme-head',
    });
    await aBodyToAsk(path.service);
  });
  afterEach(() => faulty.stop());

  /**
   * Sends the desk and the doctor through the proxies, like the functions, because the SDK finds its endpoints in one
   * environment.
   */
  const stack = () => ({ ...faulty.stack, environment: faulty.environment });
  const health = async () => deskSchema.parse(await revisitJson('', stack())).health;
  const deskText = async (): Promise<string> => (await revisit('', stack())).out.replaceAll(/\s+/gu, ' ');
  const doctorText = async (): Promise<string> =>
    (await revisit('doctor', stack())).out.replaceAll(/\s+/gu, ' ');
  const textTo = async (address: string): Promise<string> => {
    const mails = await faulty.stack.sesDoor.mails();
    const texts = await Promise.all(
      mails
        .filter(({ destinations }) => destinations.includes(address))
        .map(async ({ id }) => (await PostalMime.parse(await faulty.stack.sesDoor.readMail(id))).text ?? ''),
    );
    return texts.join('\n').replaceAll(/\s+/gu, ' ');
  };
  /** Refuses the claim for good at each of the tries that a message has. */
  const failUntilSetAside = async (): Promise<void> => {
    faulty.interfere({
      before: (call) =>
        call.action === 'TransactWriteItems' ? defectOf(call, 'ValidationException') : undefined,
    });
    for (let attempt = 0; attempt <= TRIES; attempt += 1) {
      await path.take('outgoing');
      await faulty.showHeldMessages();
    }
    faulty.interfere();
  };

  it('keeps the desk from saying "Email OK" until it has left (F34)', async () => {
    faulty.at(MORNING);
    await path.take('sweep');
    expect(await health()).toMatchObject({ sweepOk: true, emailOk: false, messagesWaiting: 1 });
    expect(await deskText()).toContain('1 message is being handled.');

    await failUntilSetAside();
    expect(await health()).toMatchObject({ emailOk: false, deadLetters: 1, messagesWaiting: 0 });
    expect(await deskText()).toContain('1 message could not be handled: revisit redrive.');
    expect(path.log.join('\n')).not.toContain('did not answer');

    await sweepAt('2016-03-22T10:16:00Z', { faulty, take: path.take });
    faulty.at('2016-03-22T12:30:00Z');
    await path.service.settings.recordHeartbeat('sweep', path.service.clock.now());
    expect(await health()).toMatchObject({ sweepOk: true, emailOk: false, emailGaps: 1 });
    expect(await deskText()).toContain(
      '1 email was due and did not leave: revisit explain loamshire --contact lead.',
    );

    expect(await path.service.deadLetters.redrive('outgoing')).toBe(1);
    await workUntilRest(path.take, faulty);
    expect(await deskText()).toContain('The daily run, which writes to owners, is overdue');
    await path.service.settings.recordHeartbeat('send-digest', path.service.clock.now());
    expect(await textTo(addressOf('lead'))).not.toBe('');
    expect(await health()).toMatchObject({ emailOk: true, emailGaps: 0, deadLetters: 0, messagesWaiting: 0 });
    expect(await deskText()).toContain('Email OK.');
  });

  it('keeps the desk from saying "Email OK" while its outcome is unknown (F34)', async () => {
    await path.service.settings.recordHeartbeat('send-digest', path.service.clock.now());
    faulty.interfere({
      before: ({ action }) => (action === 'SendRawEmail' ? { kind: 'lose-request' } : undefined),
    });
    await sweepAt(MORNING, { faulty, take: path.take });
    await path.service.settings.recordHeartbeat('send-digest', path.service.clock.now());
    expect(await health()).toMatchObject({ sweepOk: true, emailOk: false, emailsBeingSent: 1 });
    expect(await deskText()).toContain('1 email is being sent. The outcome is not known yet.');
  });

  it('is reported by the doctor and by the assurance mail (F34)', async () => {
    faulty.at(MORNING);
    await path.take('sweep');
    await failUntilSetAside();
    faulty.at('2016-03-29T09:00:00Z');
    const doctor = await doctorText();
    expect(doctor).toContain('1 email was due and did not leave');
    expect(doctor).toContain('Failed messages: 1 of outgoing.');
    expect(doctor).toContain('It has not run yet. It is overdue');

    await path.take('send-digest');
    await workUntilRest(path.take, faulty);
    const assurance = await textTo(HEAD);
    expect(assurance).toContain('an email was due and was not sent');
    expect(assurance).toContain('1 message could not be handled');
    expect(assurance).toContain('the last scheduled run finished on 22 March 2016');
    expect(await doctorText()).toContain('It ran on 29 March 2016, 10am.');
  });

  it('is shown as a problem on the desk and in the doctor when SES refused it, even if no follow-up owes it (F34)', async () => {
    faulty.stack.sesDoor.setBehaviour(HEAD, 'unverified');
    faulty.at('2016-03-21T09:00:00Z');
    await path.take('send-digest');
    faulty.stack.sesDoor.setBehaviour(HEAD, 'deliver');
    expect(await health()).toMatchObject({ emailOk: false, emailProblems: 1 });
    expect(await doctorText()).toContain('1 email to check. Run revisit notices --status problem.');
    faulty.at('2016-03-29T09:00:00Z');
    await path.take('send-digest');
    expect(await textTo(HEAD)).toContain('1 other email has a problem');
  });

  it('stops the desk from saying "Email OK" if the queues do not answer (F34)', async () => {
    await sweepAt(MORNING, { faulty, take: path.take });
    const { out } = await revisit('', {
      ...faulty.stack,
      environment: { ...faulty.stack.environment, AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9' },
    });
    expect(out).toContain('The queues did not answer.');
    expect(out).not.toContain('Email OK');
  });
});
