#!/usr/bin/env node
// This file is plain JavaScript, so an older Node can read it too. On a host with Node 20 it starts the Node 24 of the
// devDependency `node`. It takes Node's own modules without an import, because an import loads more than this file needs.

const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await runHere();
} else {
  await handOver();
}

async function runHere() {
  const { runCli } = await import(findMain());
  // The program that reads our output may stop early, as in `revisit list | head`.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    stdout: process.stdout,
    // Node opens these two when they are first used, and most commands use neither.
    get stdin() {
      return process.stdin;
    },
    get stderr() {
      return process.stderr;
    },
    // This is a copy, because main.ts later adds the service's settings to process.env.
    environment: { ...process.env },
  });
}

/**
 * Returns the bundle that `npm ci` made, or the sources if one of them has changed since. A stack trace through the
 * sources is easier to read, so REVISIT_DEBUG chooses them too.
 */
function findMain() {
  const { enableCompileCache } = process.getBuiltinModule('node:module');
  const bundle = `${import.meta.dirname}/dist`;
  if (process.env.REVISIT_DEBUG !== undefined || !isUpToDate(bundle)) {
    enableCompileCache();
    return './start.ts';
  }
  enableCompileCache(`${bundle}/compile-cache`);
  return './dist/start.js';
}

function isUpToDate(bundle) {
  const { existsSync, readFileSync, statSync } = process.getBuiltinModule('node:fs');
  const stamp = `${bundle}/sources.json`;
  const repository = import.meta.dirname.slice(0, -'cli'.length);
  if (!existsSync(stamp)) return false;
  const { small, whole } = JSON.parse(readFileSync(stamp, 'utf8'));
  // The whole has every command, and help names them all. This command needs the files of the small part only.
  const sources = process.argv[2] === 'due-date' ? small : { ...small, ...whole };
  return Object.entries(sources).every(([path, [time, size]]) => {
    const found = statSync(repository + path, { throwIfNoEntry: false });
    return found !== undefined && found.mtimeMs === time && found.size === size;
  });
}

async function handOver() {
  const [{ spawn }, { existsSync }, { constants }, { fileURLToPath }] = await Promise.all([
    import('node:child_process'),
    import('node:fs'),
    import('node:os'),
    import('node:url'),
  ]);
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (!existsSync(node)) {
    process.stderr.write(
      `revisit: this is Node ${process.versions.node}, and Revisit needs Node ${OLDEST_NODE}. Run npm ci in the project's folder to install it.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child too, because it is in the same process group. Other signals reach only this process, so it
  // passes them on.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    for (const name of signals) process.removeAllListeners(name);
  });
}
