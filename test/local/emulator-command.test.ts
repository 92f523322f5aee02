import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEmulator } from '../../local/emulators/dynamodb.ts';

describe('the DynamoDB emulator', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'revisit-path-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the one that npm ci installs on Linux x64', () => {
    expect(findEmulator({ environment: {}, system: 'linux-x64' })).toContain(
      join('node_modules', '@dynoxide', 'linux-x64', 'dynoxide'),
    );
  });

  it('is the one on the PATH on other systems', () => {
    const installed = join(folder, 'dynoxide');
    writeFileSync(installed, '', { mode: 0o755 });
    expect(findEmulator({ environment: { PATH: folder }, system: 'darwin-arm64' })).toBe(installed);
  });

  it('is never downloaded, and the error says what to install', () => {
    writeFileSync(join(folder, 'npx'), '', { mode: 0o755 });
    expect(() => findEmulator({ environment: { PATH: folder }, system: 'darwin-arm64' })).toThrow(
      'npm installs the DynamoDB emulator only on linux-x64, and this is darwin-arm64. Install dynoxide 1.2.1 from https://github.com/nubo-db/dynoxide on the PATH. Or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB that is running, such as http://127.0.0.1:8000.',
    );
  });
});
