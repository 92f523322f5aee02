import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Makes stack traces name the lines of our own code. Every bundle loads this file first.
 *
 * `--enable-source-maps` does the same, but reads the map and the bundle, character by character, at each cold start.
 * This code reads a file's map only when the first stack trace through that file is needed.
 */
Error.prepareStackTrace = (error, callSites) =>
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- V8 writes a call site as the frame of a stack
  [String(error), ...callSites.map((site) => `    at ${mapCallSite(site.toString())}`)].join('\n');

const maps = new Map<string, SourceMap | undefined>();

/** Turns `send (file:///var/task/index.mjs:3:1207)` into `send (shared/use-cases/sending/send-once.ts:40:25)`. */
function mapCallSite(site: string): string {
  return site.replace(
    /(file:\/\/\S+\.mjs):(\d+):(\d+)/u,
    (place, url: string, line: string, column: string) => {
      const entry = mapOf(url)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !('originalSource' in entry) || typeof entry.originalSource !== 'string')
        return place;
      return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}

function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) maps.set(url, readMap(url));
  return maps.get(url);
}

function readMap(url: string): SourceMap | undefined {
  try {
    const payload: unknown = JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8'));
    return isSourceMap(payload) ? new SourceMap(payload) : undefined;
  } catch {
    // Without a map, the stack trace keeps the lines of the bundle.
    return undefined;
  }
}

function isSourceMap(payload: unknown): payload is SourceMapPayload {
  return typeof payload === 'object' && payload !== null && 'mappings' in payload;
}
