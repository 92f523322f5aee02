#!/usr/bin/env node
// This file is plain JavaScript, so an older Node can read it too. On a host with Node 20 it starts the Node 24 of the
// devDependency `node`, which runs the TypeScript without a build.
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
  // The program that reads our output may stop early, as in `revisit list | head`.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    // This is a copy, because main.ts later adds the service's settings to process.env.
    environment: { ...process.env },
  });
}

function handOver() {
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
