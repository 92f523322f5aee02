import { Temporal } from 'temporal-polyfill';

/** One step of a history. It can be typed: a command, or a stretch of days on which the service runs by itself. */
export type Step =
  { readonly kind: string; readonly line: string } | { readonly kind: 'days pass'; readonly days: number };

/** Returns the same numbers from 0 up to 1 for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Make = (where: { today: Temporal.PlainDate; pick: (most: number) => number; serial: number }) => string;

const onDay = (day: Temporal.PlainDate, days: number): string => day.add({ days }).toString();
const rounds = ['six-week-response', 'three-month-update', 'pre-revisit-update'];

/** Every kind of command in a history, with what is typed. Revisit refuses many of them, and a refusal changes nothing. */
const commands: Readonly<Record<string, Make>> = {
  'visit booked': ({ today, pick }) => {
    const first = onDay(today, 10 + pick(120));
    return `visit book essex --first ${first}`;
  },
  'visit announced': () => 'visit announce essex',
  'visit moved': ({ today, pick }) =>
    `visit move essex --first ${onDay(today, 5 + pick(120))} --reason "Staff"`,
  'visit cancelled': () => 'visit cancel essex --reason "Staff"',
  'visit held': ({ today, pick }) => `visit done essex --first ${onDay(today, -pick(5))}`,
  'date moved': ({ today, pick }) =>
    `extend essex --milestone ${rounds[pick(3)] ?? ''} --to ${onDay(today, 5 + pick(60))} --reason "Agreed"`,
  'revisit moved': ({ today, pick }) =>
    `extend essex --milestone revisit --to ${onDay(today, 30 + pick(200))} --reason "Agreed"`,
  'clocks stopped': ({ today }) => `pause essex --from ${today.toString()} --reason "Inquest"`,
  'clocks started': ({ today }) => `resume essex --on ${today.toString()}`,
  'all clocks stopped': ({ today, pick }) =>
    `suspend --from ${today.toString()} --until ${onDay(today, 3 + pick(20))} --reason "Strike"`,
  'late bank holiday': ({ today, pick }) => `calendar add ${onDay(today, 1 + pick(60))} --title "Mourning"`,
  withdrawn: () => 'withdraw essex --reason "Mistake"',
  'withdrawal taken back': () => 'publish essex --on 2016-03-08 --reopen',
  'recommendation closed': ({ pick }) => `close-recommendation essex ${1 + pick(3)}`,
  'recommendation opened again': ({ pick }) =>
    `close-recommendation essex ${1 + pick(3)} --reopen --note "Again"`,
  'return by letter': ({ today, pick }) =>
    `returns record essex --milestone ${rounds[pick(3)] ?? ''} --how letter --received-on ${today.toString()}`,
  'asked again': () => 'returns ask-again essex --about 1 --note "Which cases?"',
  accepted: () => 'returns accept essex',
  'lead leaves': ({ today }) => `contact move essex lead --on ${today.toString()}`,
  'new lead': ({ serial }) =>
    `contact add essex --role lead --name "Superintendent Lead" --email lead-${serial}@essex.police.example`,
  'told by telephone': () => 'told essex lead',
  'round waits': ({ today, pick }) =>
    `wait essex --until ${onDay(today, 2 + pick(14))} --reason "Their letter"`,
};

export const stepKinds: readonly string[] = [...Object.keys(commands), 'days pass'];

/** Chooses the next step of a history. Half of the steps let days pass, so that emails leave between the commands. */
export function chooseStep(
  random: () => number,
  { today, serial }: { today: Temporal.PlainDate; serial: number },
): Step {
  const pick = (most: number): number => Math.floor(random() * most);
  if (random() < 0.5) return { kind: 'days pass', days: 1 + pick(random() < 0.2 ? 30 : 4) };
  const names = Object.keys(commands);
  const kind = names[pick(names.length)] ?? 'accepted';
  return { kind, line: `${commands[kind]?.({ today, pick, serial }) ?? ''} --yes` };
}

/** Writes a history as it can be typed. */
export function writeHistory(steps: readonly Step[], from: string): string {
  let day = Temporal.PlainDate.from(from);
  return steps
    .map((step) => {
      if ('line' in step) return `revisit ${step.line} --as-of ${day.toString()}T14:00`;
      const last = day.add({ days: step.days });
      const line = `# the sweep of each day from ${day.add({ days: 1 }).toString()} to ${last.toString()}, at 10am`;
      day = last;
      return line;
    })
    .join('\n');
}
