import { parseArgs } from 'node:util';
import { inCommands, simulateSteps } from './play.ts';
import { missingFrom } from './coverage.ts';

/** `npm run simulate -- --steps 1000000 --seed 1` plays random histories, and looks for an untruth after each step. */
const { values } = parseArgs({
  options: { steps: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const steps = Number(values.steps);
const seed = Number(values.seed);
if (!Number.isSafeInteger(steps) || steps < 1)
  throw new Error('--steps must be a whole number, such as 10000.');
if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('--seed must be a whole number, such as 1.');

const began = performance.now();
const played = simulateSteps(steps, seed);
const seconds = (performance.now() - began) / 1000;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
for (const [what, times] of [...played.coverage].sort()) print(`${String(times).padStart(9)}  ${what}`);
print(
  `${played.steps} steps in ${seconds.toFixed(1)} s, ${Math.round(played.steps / seconds)} a second, from seed ${seed}.`,
);

if (played.violation !== undefined) {
  const { wrong, history, seed: found } = played.violation;
  print(`\nWrong after history ${found}: ${wrong}. The shortest history:\n`);
  for (const line of inCommands(history)) print(`  ${line}`);
  process.exitCode = 1;
} else {
  for (const what of missingFrom(played.coverage)) {
    print(`Never happened: ${what}.`);
    process.exitCode = 1;
  }
}
