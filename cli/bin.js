#!/usr/bin/env node
// Plain JavaScript that also an older Node reads: on a host with Node 20 it hands over to the Node 24 of the
// devDependency `node`, which runs the TypeScript as it stands.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await runHere();
} else {
  handOver();
}

async function runHere() {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { runCli } = await import('./main.ts');
  // Whoever reads us may stop reading: `revisit list | head`.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    // A copy: what the service is opened with is added to the process's own later.
    environment: { ...process.env },
  });
}

function handOver() {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (!existsSync(node)) {
    process.stderr.write(
      `revisit: Node ${OLDEST_NODE} is needed, and this is Node ${process.versions.node}. Run npm ci in the project's folder: it brings its own.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the whole group by itself; what is sent to us alone must be passed on.
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
