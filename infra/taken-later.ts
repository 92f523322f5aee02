import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** Goes to the top of each file of a bundle. CommonJS code in an ES module still calls `require` too. */
export const takenLaterBanner = [
  'const __builtin = process.getBuiltinModule;',
  `const require = __builtin('module').createRequire(import.meta.url);`,
].join('');

const repository = join(import.meta.dirname, '..');

/**
 * Takes the modules that are not in the bundle where they are used, and not by an import at its top.
 *
 * - Node's own modules: an import of `node:fs` reads every property of it, and that loads streams and more.
 * - Libraries that stay in node_modules: an import at the top of the bundle loads them for every command.
 */
export function takenLater({
  libraries,
  directory,
}: {
  libraries: readonly string[];
  /** The folder of the bundle, from where it finds a library. */
  directory: string;
}): Plugin {
  const builtins = new Set(builtinModules.filter((name) => !name.startsWith('_')));
  return {
    name: 'taken-later',
    setup: (plugins) => {
      plugins.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
        const name = path.replace(/^node:/u, '');
        const isBuiltin = path.startsWith('node:') || builtins.has(name);
        if (!isBuiltin && !libraries.some((library) => path === library || path.startsWith(`${library}/`)))
          return undefined;
        if (kind !== 'import-statement' && !(isBuiltin && kind === 'dynamic-import'))
          return { path, external: true };
        // One module for each importer. A module that several files share would become a file of its own.
        return {
          path: isBuiltin ? `node:${name}` : path,
          suffix: `?${relative(repository, importer)}`,
          namespace: 'taken-later',
        };
      });
      plugins.onResolve({ filter: /^\./, namespace: 'taken-later' }, ({ path }) => ({
        path,
        external: true,
      }));
      plugins.onLoad({ filter: /.*/, namespace: 'taken-later' }, ({ path, suffix }) => ({
        contents: takeModule(path, {
          importer: readFileSync(join(repository, suffix.slice(1)), 'utf8'),
          directory,
        }),
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

/** Writes a module that takes another one, with the names that its importer wants. */
function takeModule(path: string, { importer, directory }: { importer: string; directory: string }): string {
  const isBuiltin = path.startsWith('node:');
  const taken = isBuiltin
    ? `__builtin(${JSON.stringify(path)})`
    : `require(${JSON.stringify(pathOfLibrary(path, directory))})`;
  const imported = importedNames(importer, path);
  // A dynamic import wants the whole module, and esbuild gives each of its properties only when it is read.
  if (imported === undefined || (isBuiltin && isImportedLater(importer, path)))
    return `module.exports = ${taken};`;
  // Commander imports it for a feature that Revisit does not use, and it loads the whole network.
  if (path === 'node:child_process' && imported.length === 0)
    return `export default { get spawn() { return ${taken}.spawn; } };`;
  if (imported.length > 0 && !isDefaultImported(importer, path))
    return `export const { ${imported.join(', ')} } = ${taken};`;
  return [
    `const taken = ${taken};`,
    `export default ${isBuiltin ? 'taken' : 'taken.default ?? taken'};`,
    `export const { ${imported.join(', ')} } = taken;`,
  ].join('\n');
}

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

function isImportedLater(source: string, path: string): boolean {
  return new RegExp(String.raw`import\(["'](?:node:)?${path.replace('node:', '')}["']\)`, 'u').test(source);
}

/** Tells whether a file imports the default of a module, as in `import fs from 'node:fs'`. */
function isDefaultImported(source: string, path: string): boolean {
  const from = String.raw`from\s*["'](?:node:)?${path.replace('node:', '')}["']`;
  return new RegExp(String.raw`import\s+[\w$]+\s*(?:,\s*\{[^{}]*\}\s*)?${from}|\bdefault\s+as\b`, 'u').test(
    source,
  );
}

/** Returns the file that an import of a library loads. Some libraries do not let `require` find it by their name. */
function pathOfLibrary(name: string, directory: string): string {
  return `./${relative(directory, fileURLToPath(import.meta.resolve(name)))}`;
}
