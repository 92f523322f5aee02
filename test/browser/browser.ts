import { join } from 'node:path';
import { tmpdir } from 'node:os';
import bundled, { inflate } from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/**
 * A real Chromium out of an npm package, with the fonts that come with it.
 *
 * Not with the package's own arguments: they run everything in one process and switch off the web's security, which is
 * what is to be tried here.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await bundled.executablePath();
  const launch = (libraries: Record<string, string>): Promise<Browser> =>
    chromium.launch({
      executablePath,
      headless: true,
      // As root, as on a build machine, Chromium's own sandbox does not start.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
      env: { ...process.env, FONTCONFIG_PATH: join(tmpdir(), 'fonts'), ...libraries },
    });
  try {
    return await launch({});
  } catch {
    // A machine without the libraries that Chromium needs: the package brings those too.
    const libraries = await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'));
    return launch({ LD_LIBRARY_PATH: join(libraries, 'lib') });
  }
}

function packageFolder(): string {
  return join(import.meta.dirname, '../../node_modules/@sparticuz/chromium');
}
