import type { Plugin } from 'esbuild';
import { Temporal } from 'temporal-polyfill';
import { checkedProgrammes } from '../shared/contracts/checked-programmes.ts';

/** Puts the programmes of Revisit into a bundle as they are after their check. The bundle does not check them again. */
export const withCheckedProgrammes: Plugin = {
  name: 'with-checked-programmes',
  setup: (plugins) => {
    plugins.onLoad({ filter: /\/shared\/contracts\/checked-programmes\.ts$/ }, () => ({
      contents: [
        `import { Temporal } from 'temporal-polyfill';`,
        `export const checkedProgrammes = ${writeLiteral(checkedProgrammes)};`,
      ].join('\n'),
      loader: 'js',
    }));
  },
};

/** Writes a value as JavaScript. A date becomes a call that makes it again. */
function writeLiteral(value: unknown): string {
  if (value instanceof Temporal.PlainDate) return `Temporal.PlainDate.from('${value.toString()}')`;
  if (Array.isArray(value)) return `[${value.map(writeLiteral).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(
      'A programme holds an object of a class that the bundle cannot write. Teach it here.',
    );
  }
  const fields = Object.entries(value).map(
    ([key, inside]) => `${JSON.stringify(key)}:${writeLiteral(inside)}`,
  );
  return `{${fields.join(',')}}`;
}
