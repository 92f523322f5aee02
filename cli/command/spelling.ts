import type { Parameter } from './description.ts';

export const VALUED_GLOBAL_OPTIONS: readonly string[] = ['--stage', '--as-of'];

/** The options that every command takes. */
export const GLOBAL_OPTIONS: readonly string[] = [...VALUED_GLOBAL_OPTIONS, '--json', '--yes'];

export function argumentSyntax({ key, required, repeatable }: Parameter): string {
  const name = `${kebabCase(key)}${repeatable ? '...' : ''}`;
  return required ? `<${name}>` : `[${name}]`;
}

/** Returns the name of an option, such as `--first`. */
export function optionName({ key }: Parameter): string {
  return `--${kebabCase(key)}`;
}

/** Returns an option with its value, such as `--first <date>`. */
export function optionSyntax(parameter: Parameter): string {
  const name = optionName(parameter);
  return parameter.kind === 'flag' ? name : `${name} ${parameter.placeholder}`;
}

/** Returns how an admin names a parameter, such as `--on` or `<date>`. */
export function spellingOf(parameter: Parameter): string {
  return parameter.kind === 'argument' ? `<${kebabCase(parameter.key)}>` : optionName(parameter);
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}
