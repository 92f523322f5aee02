import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Takes Node's own modules without an import. An import of `node:fs` reads every property of it, and that loads streams
 * and more.
 */
export const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup: (plugins) => {
    const names = new Set(builtinModules.filter((name) => !name.startsWith('_')));
    plugins.onResolve({ filter: /^(node:)?[a-z0-9_/]+$/ }, ({ path, kind, importer }) => {
      const name = path.replace(/^node:/u, '');
      const isBuiltin = path.startsWith('node:') || names.has(name);
      if (!isBuiltin || kind !== 'import-statement') return undefined;
      // One module for each importer. A module that several files share would become a file of its own.
      return { path: `node:${name}`, suffix: `?${importer}`, namespace: 'light-builtins' };
    });
    plugins.onLoad({ filter: /.*/, namespace: 'light-builtins' }, ({ path, suffix }) => {
      const taken = `process.getBuiltinModule(${JSON.stringify(path)})`;
      const imported = importedNames(readFileSync(suffix.slice(1), 'utf8'), path);
      if (imported === undefined) return { contents: `module.exports = ${taken};` };
      // Commander imports it for a feature that Revisit does not use, and it loads the whole network.
      if (path === 'node:child_process' && imported.length === 0)
        return { contents: `export default { get spawn() { return ${taken}.spawn; } };` };
      return {
        contents: [
          `const taken = ${taken};`,
          'export default taken;',
          `export const { ${imported.join(', ')} } = taken;`,
        ].join('\n'),
      };
    });
  },
};

/** Returns the names that a file imports from a module of Node, or undefined if it takes the whole module. */
function importedNames(source: string, path: string): string[] | undefined {
  const from = String.raw`\s*from\s*["'](?:node:)?${path.replace('node:', '')}["']`;
  if (new RegExp(String.raw`\*(?:\s*as\s+[\w$]+)?${from}`, 'u').test(source)) return undefined;
  const lists = source.matchAll(new RegExp(String.raw`\{([^{}]*)\}${from}`, 'gu'));
  const names = [...lists].flatMap(([, list = '']) => list.split(',').map((one) => one.trim()));
  return [
    ...new Set(
      names
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => name.split(/\s+as\s+/u)[0] ?? name)
        .filter((name) => name !== 'default'),
    ),
  ];
}
