import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import nunjucks from 'nunjucks';
import { compile } from 'sass';

/**
 * Prepares the parts of the form that are not TypeScript. Templates become functions. The style sheet and the script become
 * files whose names change with their content, so browsers may keep them for a year.
 *
 * `npm run build:pages` runs this file, and so does npm after each install.
 */

const here = import.meta.dirname;
const modules = join(here, '../../node_modules');
const output = join(here, 'dist');

/** The folder that is published under `/assets/`. */
const assetsFolder = join(output, 'assets');

async function buildPages(): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(assetsFolder, { recursive: true });
  const assets = {
    stylesheet: writeAsset('form.css', styleSheet()),
    script: writeAsset('form.js', await script()),
    icon: writeAsset('icon.svg', readFileSync(join(here, 'browser/icon.svg'), 'utf8')),
  };
  writeFileSync(
    join(output, 'pages.js'),
    [
      '// build-pages.ts makes this file from the templates.',
      runtimeCalls,
      `export const assets = ${JSON.stringify(assets)};`,
      'export const templates = {};',
      ...precompiledTemplates(),
    ].join('\n'),
  );
  writeFileSync(
    join(output, 'pages.d.ts'),
    [
      'export declare const assets: { stylesheet: string; script: string; icon: string };',
      'export declare const templates: Record<string, object>;',
      '',
    ].join('\n'),
  );
  // This page is rendered with the files written above.
  const [{ renderPage }, { unavailablePage }] = await Promise.all([
    import('./render.ts'),
    import('../../shared/wording/en/form/doors.ts'),
  ]);
  writeAsset('unavailable.html', renderPage({ page: unavailablePage() }));
}

function precompiledTemplates(): string[] {
  // The white space in the templates is only for people who read them. Pages are sent without it.
  const environment = new nunjucks.Environment(null, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const compiled: string[] = [];
  const shapes: string[] = [];
  const add = (name: string, file: string): void => {
    nunjucks.precompileString(readFileSync(file, 'utf8'), {
      name,
      env: environment,
      wrapper: (made) => {
        for (const { template } of [made].flat()) {
          const { shape, macro } = shapeOf(shortenCalls(template), name);
          if (!shapes.includes(shape)) {
            compiled.push(`const shape${shapes.length} = (templateName, macroName) => { ${shape} };`);
            shapes.push(shape);
          }
          const values = [name, macro].map((value) => JSON.stringify(value)).join(', ');
          compiled.push(`templates[${JSON.stringify(name)}] = shape${shapes.indexOf(shape)}(${values});`);
        }
        return '';
      },
    });
  };
  for (const name of readdirSync(join(here, 'templates'))) add(name, join(here, 'templates', name));
  for (const [name, file] of govukTemplates()) add(name, file);
  return compiled;
}

/** Returns a component's macro with placeholders for its two names. Without the names, all the macros are identical. */
function shapeOf(template: string, name: string): { shape: string; macro: string } {
  const [, macro = ''] = /context\.addExport\("(\w+)"\);/u.exec(template) ?? [];
  const isMacro = name.startsWith('govuk/components/') && name.endsWith('/macro.njk');
  if (!isMacro) return { shape: template, macro };
  const shape = template
    .replaceAll(JSON.stringify(name), 'templateName')
    .replaceAll(JSON.stringify(macro), 'macroName');
  return { shape, macro };
}

/** Short functions for calls that the templates repeat often. A minifier can shorten their names. */
const runtimeCalls = `
import nunjucks from 'nunjucks/browser/nunjucks-slim.js';
const { suppressValue, memberLookup, contextOrFrameLookup, callWrap, makeMacro } = nunjucks.runtime;
const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const parameter = (context, frame, name) => memberLookup(contextOrFrameLookup(context, frame, 'params'), name);
const field = (context, frame, name, key) => memberLookup(parameter(context, frame, name), key);
const called = (context, frame, name, values) =>
  callWrap(contextOrFrameLookup(context, frame, name), name, context, values);
const filtered = (env, context, name, ...values) => env.getFilter(name).call(context, ...values);
const assign = (frame, context, name, value) => {
  frame.set(name, value, true);
  if (!frame.topLevel) return;
  context.setVariable(name, value);
  context.addExport(name, value);
};
const countLoop = (frame, index, length) => {
  frame.set('loop.index', index + 1);
  frame.set('loop.index0', index);
  frame.set('loop.revindex', length - index);
  frame.set('loop.revindex0', length - index - 1);
  frame.set('loop.first', index === 0);
  frame.set('loop.last', index === length - 1);
  frame.set('loop.length', length);
};
const imported = (exported, name) => {
  if (!has(exported, name)) throw new Error("cannot import '" + name + "'");
  return exported[name];
};
`;

/**
 * Replaces long calls with the short functions. A third of the form's code was these calls, written out two thousand
 * times. Without them the form starts sooner.
 */
function shortenCalls(template: string): string {
  return template
    .replaceAll(
      /frame\.set\(("\w+"), (t_\d+), true\);\s*if\(frame\.topLevel\) \{\s*context\.setVariable\(\1, \2\);\s*\}\s*if\(frame\.topLevel\) \{\s*context\.addExport\(\1, \2\);\s*\}/gu,
      'assign(frame, context, $1, $2);',
    )
    .replaceAll(
      /if\(Object\.prototype\.hasOwnProperty\.call\((t_\d+), ("\w+")\)\) \{\s*var (t_\d+) = \1\.\w+;\s*\} else \{\s*cb\(new Error\("cannot import '\w+'"\)\); return;\s*\}/gu,
      'var $3 = imported($1, $2);',
    )
    .replaceAll(
      /frame\.set\("loop\.index", (t_\d+) \+ 1\);\s*frame\.set\("loop\.index0", \1\);\s*frame\.set\("loop\.revindex", (t_\d+) - \1\);\s*frame\.set\("loop\.revindex0", \2 - \1 - 1\);\s*frame\.set\("loop\.first", \1 === 0\);\s*frame\.set\("loop\.last", \1 === \2 - 1\);\s*frame\.set\("loop\.length", \2\);/gu,
      'countLoop(frame, $1, $2);',
    )
    .replaceAll(/env\.getFilter\(("\w+")\)\.call\(context, /gu, 'filtered(env, context, $1, ')
    .replaceAll('Object.prototype.hasOwnProperty.call(', 'has(')
    .replaceAll(/runtime\.(suppressValue|memberLookup|contextOrFrameLookup|callWrap|makeMacro)\(/gu, '$1(')
    .replaceAll(', env.opts.autoescape)', ', true)')
    .replaceAll(
      'memberLookup((contextOrFrameLookup(context, frame, "params")),',
      'parameter(context, frame, ',
    )
    .replaceAll(
      /memberLookup\(\(parameter\(context, frame, ("\w+")\)\),("\w+")\)/gu,
      'field(context, frame, $1, $2)',
    )
    .replaceAll(
      /callWrap\(contextOrFrameLookup\(context, frame, ("\w+")\), \1, context, /gu,
      'called(context, frame, $1, ',
    )
    .replaceAll(/lineno = \d+, colno = \d+, /gu, '');
}

/** Finds the components that the templates import, and the components that those import. */
function govukTemplates(): Map<string, string> {
  const root = join(modules, 'govuk-frontend/dist/govuk');
  const found = new Map<string, string>();
  const addImportedTemplates = (file: string, source: string): void => {
    for (const [, imported = ''] of source.matchAll(/(?:from|include|import|extends) "([^"]+\.njk)"/gu)) {
      const target = imported.startsWith('govuk/')
        ? join(root, imported.slice('govuk/'.length))
        : join(dirname(file), imported);
      const name = `govuk/${relative(root, target)}`;
      if (name.startsWith('govuk/..') || found.has(name)) continue;
      found.set(name, target);
      addImportedTemplates(target, readFileSync(target, 'utf8'));
    }
  };
  for (const name of readdirSync(join(here, 'templates'))) {
    const file = join(here, 'templates', name);
    addImportedTemplates(file, readFileSync(file, 'utf8'));
  }
  return found;
}

function styleSheet(): string {
  return compile(join(here, 'browser/form.scss'), {
    style: 'compressed',
    loadPaths: [modules],
    // Warnings about the framework's own files are for its authors.
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'if-function'],
  }).css;
}

async function script(): Promise<string> {
  const built = await build({
    entryPoints: [join(here, 'browser/form.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
  });
  return built.outputFiles[0]?.text ?? '';
}

/** Writes a file and returns its path, for example `/assets/form-5f2c1a90b3.css`. */
function writeAsset(name: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = name.replace('.', `-${hash}.`);
  writeFileSync(join(assetsFolder, hashed), content);
  return `/assets/${hashed}`;
}

await buildPages();
