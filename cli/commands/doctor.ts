import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { formatDate, londonDate, formatTime } from '../../shared/domain/dates.ts';
import { defineCommand, type CommandContext } from '../command/command.ts';
import {
  findingKinds,
  notHere,
  ok,
  runOnce,
  runChecks,
  type Check,
  type Checked,
} from '../doctor/finding.ts';
import { findBusiestDay, formatPlannedEmails, serviceChecks } from '../doctor/check-service.ts';
import { countOf } from '../terminal/emails.ts';
import { renderTable } from '../terminal/table.ts';
import { openWholeService } from '../command/open-whole-service.ts';

const marks = { ok: 'OK', 'to-do': 'TO DO', 'not-here': '-', unknown: 'UNKNOWN' } as const;

/** The exit code if there is something to do. It is the code for a conflict elsewhere. */
const TO_DO_EXIT = 3;
const UNREACHABLE_EXIT = 5;

export const examineStage = defineCommand({
  summary: 'Check that a stage has everything it needs',
  description:
    'The doctor changes nothing. For each thing that is not in order it says what to do. The exit code is 0 if everything is in order, 3 if there is something to do, and 5 if something could not be checked. On a deployed stage it uses your AWS profile (AWS_PROFILE) and the public DNS. If your network hides public names, set REVISIT_DNS_SERVERS to a resolver that sees them.',
  examples: [
    { line: 'revisit doctor', says: 'check this machine' },
    {
      line: 'revisit doctor --stage production',
      says: 'check before you arm a table, and when an alarm rings',
    },
  ],
  input: {},
  output: z.object({
    stage: z.string(),
    inOrder: z.boolean(),
    checks: z.array(z.object({ name: z.string(), kind: z.enum(findingKinds), says: z.string() })),
  }),
  run: async (_, context) => {
    const { stage, terminal } = context;
    const checks = stage === 'local' ? localChecks(context) : await deployedChecks(context);
    const checked = await runChecks(checks, { stage });
    const count = (kind: Checked['kind']) => checked.filter((one) => one.kind === kind).length;
    const [toDo, unknown] = [count('to-do'), count('unknown')];
    const text = (): string => {
      const rows = checked.map(({ name, kind, says }) => [marks[kind], name, says]);
      const columns = [{ title: '' }, { title: '' }, { title: '', flexible: true }];
      const closing = [
        `${countOf(count('ok'), 'thing')} in order`,
        ...(toDo > 0 ? [`${toDo} to do`] : []),
        ...(unknown > 0 ? [`${unknown} not known`] : []),
      ];
      return `${renderTable(rows, { columns, terminal })}\n\n${closing.join(', ')}.`;
    };
    return {
      document: { stage, inOrder: toDo + unknown === 0, checks: checked },
      text,
      exitCode: unknown > 0 ? UNREACHABLE_EXIT : toDo > 0 ? TO_DO_EXIT : 0,
    };
  },
});

async function deployedChecks(context: CommandContext): Promise<Check[]> {
  const { stage, environment, asOf } = context;
  const [{ awsChecks }, { dnsChecks }, { describeStack, regionOf }] = await Promise.all([
    import('../doctor/check-aws.ts'),
    import('../doctor/check-dns.ts'),
    import('../service/describe-stack.ts'),
  ]);
  const stack = runOnce(() => describeStack(stage, environment));
  return [
    ...awsChecks({
      stage,
      region: regionOf(environment),
      stack,
      now: asOf === undefined ? () => Temporal.Now.instant() : undefined,
      busiestDay: async () => findBusiestDay(await context.service()),
    }),
    ...dnsChecks(async () => (await stack()).outputs, environment),
    ...serviceChecks(context.service, { stage }),
  ];
}

/** Returns the checks of stage local. The emulators do not need the checks of AWS and the DNS. */
function localChecks(context: CommandContext): Check[] {
  const service = runOnce(() => openWholeService(context));
  return [
    {
      name: 'clock',
      look: async () => {
        const now = (await service()).clock.now();
        const days = londonDate(Temporal.Now.instant()).since(londonDate(now), { largestUnit: 'day' }).days;
        const standing = `${formatDate(londonDate(now))}, ${formatTime(now)}`;
        return ok(
          days === 0
            ? `It is ${standing}.`
            : `The local clock says ${standing}. It differs from this machine's clock.`,
        );
      },
    },
    {
      name: 'quota',
      look: async () => {
        return ok(
          `${formatPlannedEmails(await findBusiestDay(await service()))}. There is no limit on stage local.`,
        );
      },
    },
    ...serviceChecks(service, { stage: 'local' }),
    ...Object.entries(onlyDeployed).map(([name, says]): Check => ({
      name,
      look: () => Promise.resolve(notHere(says)),
    })),
  ];
}

const onlyDeployed: Readonly<Record<string, string>> = {
  credentials: 'Stage local does not need them.',
  stack: 'Stage local is not a stack. revisit local status says whether it runs.',
  'mail domains': 'The local SES takes mail from inspectorate.example without asking the DNS.',
  sandbox: 'The local SES does not have one.',
  'mail rules': 'The local service sets up its event destination and its receipt rules while it runs.',
  schedules: 'The local service runs them itself.',
};
