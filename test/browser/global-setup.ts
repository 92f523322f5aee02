import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import project from '../../package.json' with { type: 'json' };
import { setup as startEmulatorsFor } from '../support/global-setup.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address at which the one browser of all these tests listens. */
    browser: string;
  }
}

/** Starts the emulators and one Chromium. All test files of this project share them. */
export async function setup(testProject: TestProject): Promise<() => Promise<void>> {
  const [stopEmulators, browser] = await Promise.all([startEmulatorsFor(testProject), startBrowser()]);
  testProject.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await stopEmulators();
  };
}

/**
 * Starts a real Chromium from an npm package, with the fonts of that package. The arguments that the package suggests are
 * not used. They run everything in one process and switch off web security, and these tests check that security.
 */
async function startBrowser(): Promise<BrowserServer> {
  const folder = await unpackChromium();
  const launch = (libraries: Record<string, string>): Promise<BrowserServer> =>
    chromium.launchServer({
      executablePath: join(folder, 'chromium'),
      headless: true,
      // Chromium's own sandbox does not start as root, and build machines run tests as root.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
      env: { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts'), ...libraries },
    });
  try {
    return await launch({});
  } catch {
    // This machine lacks the libraries that Chromium needs. The package contains those too.
    return launch({ LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') });
  }
}

/**
 * Unpacks Chromium once after each `npm ci`, and returns the folder. The package unpacks into the folder for temporary
 * files and trusts what it finds there. If two processes started at once, one of them could run a half-unpacked browser.
 * So this function unpacks into a folder of its own, and moves that folder into place when it is complete.
 */
async function unpackChromium(): Promise<string> {
  const cache = join(import.meta.dirname, '../../node_modules/.cache/chromium');
  const folder = join(cache, project.devDependencies['@sparticuz/chromium']);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const unpacked = await mkdtemp(join(cache, 'unpacking-'));
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
    env: { ...process.env, TMPDIR: unpacked },
  });
  await writeFile(join(unpacked, 'fonts', 'fonts.conf'), fontsConfiguration(folder));
  try {
    await rename(unpacked, folder);
  } catch (error) {
    // Another process was faster. Its copy is just as good.
    if (!existsSync(folder)) throw error;
    await rm(unpacked, { recursive: true });
  }
  return folder;
}

/**
 * Tells the browser where its fonts are. The package's own file looks for them in places that a build machine does not
 * have, and a browser without any font shows no text and crashes.
 */
function fontsConfiguration(folder: string): string {
  const fonts = join(folder, 'fonts');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(fonts, 'fonts')}</dir>
  <cachedir>${join(fonts, 'cache')}</cachedir>
</fontconfig>
`;
}
