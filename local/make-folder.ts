import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and the folders above it. Node's own recursive mkdir never ends where the file system refuses every
 * new folder, such as in /proc.
 */
export function makeFolder(path: string, options: { mode?: number } = {}): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    try {
      mkdirSync(folder, options);
    } catch (error) {
      // Another process may make the same folder now.
      if (!existsSync(folder)) throw error;
    }
  }
}
