import type { CommandContext } from './command.ts';
import { GLOBAL_OPTIONS, optionName } from './spelling.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;

/** The words and options that may follow some words of a line. */
interface Node {
  /** Such as `visit book`. Empty for `revisit` alone. */
  readonly path: string;
  readonly words: Map<string, string>;
  readonly options: readonly {
    readonly name: string;
    readonly help: string;
    readonly choices: readonly string[];
    readonly takesValue: boolean;
  }[];
}

/** Renders a script that completes the commands of Revisit in a shell. It is made from the commands themselves. */
export async function renderCompletions(
  shell: (typeof shells)[number],
  known: Pick<CommandContext, 'commands' | 'families'>,
): Promise<string> {
  const nodes = await nodesOf(known);
  switch (shell) {
    case 'bash':
      return bashScript(nodes);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(nodes)}`;
    case 'fish':
      return fishScript(nodes);
  }
}

async function nodesOf({
  commands,
  families,
}: Pick<CommandContext, 'commands' | 'families'>): Promise<Node[]> {
  const nodes = new Map<string, Node>([['', { path: '', words: new Map(), options: [] }]]);
  for (const { words, load } of commands) {
    const { summary, parameters } = await load();
    for (const [depth, word] of words.entries()) {
      const above = nodes.get(words.slice(0, depth).join(' '));
      const isFamily = depth === 0 && families[word] !== undefined;
      above?.words.set(word, isFamily ? (families[word] ?? summary) : summary);
      const path = words.slice(0, depth + 1).join(' ');
      if (!nodes.has(path)) nodes.set(path, { path, words: new Map(), options: [] });
    }
    const path = words.join(' ');
    const options = parameters
      .filter(({ kind }) => kind !== 'argument')
      .map((parameter) => {
        const { help, choices, kind } = parameter;
        return { name: optionName(parameter), help, choices, takesValue: kind === 'option' };
      });
    nodes.set(path, { path, words: nodes.get(path)?.words ?? new Map<string, string>(), options });
  }
  return [...nodes.values()];
}

function bashScript(nodes: readonly Node[]): string {
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => `"${path}"`);
  const after = nodes.map(({ path, words, options }) => {
    const names = [...words.keys(), ...options.map(({ name }) => name)];
    return `    "${path}") candidates="${[...names, ...GLOBAL_OPTIONS, '--help'].join(' ')}" ;;`;
  });
  const values = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ name, choices }) =>
      choices.length === 0 ? [] : [`    "${path} ${name}") candidates="${choices.join(' ')}" ;;`],
    ),
  );
  return `_revisit() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path="" word candidates=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${paths.join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $before" in
${values.join('\n')}
  esac
  if [[ -z $candidates ]]; then
    case "$path" in
${after.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
}
complete -o default -F _revisit revisit
`;
}

function fishScript(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, words, options }) => {
    const when = `-n '__revisit_after "${path}"'`;
    return [
      ...[...words].map(([word, help]) => `complete -c revisit -f ${when} -a ${word} -d ${quote(help)}`),
      ...options.map(({ name, help, choices, takesValue }) => {
        const value = !takesValue ? '' : choices.length === 0 ? ' -r' : ` -x -a ${quote(choices.join(' '))}`;
        return `complete -c revisit ${when} -l ${name.slice(2)}${value} -d ${quote(help)}`;
      }),
    ];
  });
  const globals = GLOBAL_OPTIONS.map((name) => `complete -c revisit -l ${name.slice(2)}`);
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => quote(path));
  return `function __revisit_after
  set -l path ''
  for word in (commandline -opc)[2..]
    set -l longer (string trim -- "$path $word")
    contains -- $longer ${paths.join(' ')}; and set path $longer
  end
  test "$path" = "$argv[1]"
end
${[...lines, ...globals].join('\n')}
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}
