import type { Parameter } from './command.ts';

export const VALUED_GLOBAL_OPTIONS: readonly string[] = ['--stage', '--as-of'];

/** What every command takes. */
export const GLOBAL_OPTIONS: readonly string[] = [...VALUED_GLOBAL_OPTIONS, '--json', '--yes'];

export function argumentSyntax({ key, required }: Parameter): string {
  const name = kebabCase(key);
  return required ? `<${name}>` : `[${name}]`;
}

/** `--first`. */
export function optionName({ key }: Parameter): string {
  return `--${kebabCase(key)}`;
}

/** `--first <date>`. */
export function optionSyntax(parameter: Parameter): string {
  const name = optionName(parameter);
  return parameter.kind === 'flag' ? name : `${name} ${parameter.placeholder}`;
}

/** What an admin typed, or must type, for a parameter: `--on`, `<date>`. */
export function spellingOf(parameter: Parameter): string {
  return parameter.kind === 'argument' ? `<${kebabCase(parameter.key)}>` : optionName(parameter);
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}
