/**
 * `npm run demo` replays the Essex report of 8 March 2016 from publication to revisit. It uses the real handlers, the
 * emulators, HTTP and the admin's own commands. An invented force next to Essex stays silent.
 */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { visibleText } from '../shared/domain/visible-text.ts';
import { ServiceError } from '../shared/errors.ts';
import { replay } from './demo/replay.ts';
import { openLogFile } from './log.ts';
import { findLocalService } from './find-local-service.ts';
import { startLocalService } from './local-service.ts';
import { createHandlers } from './create-handlers.ts';

const home = resolve(process.env['REVISIT_HOME'] ?? '.revisit', 'demo');

try {
  if ((await findLocalService(home)) !== undefined) {
    throw new ServiceError(
      'in-use',
      `A service is running on ${home}. Stop it (Ctrl-C there), then run the demo again.`,
    );
  }
  await rm(home, { recursive: true, force: true });
  const log = openLogFile(join(home, 'revisit.log'));
  const service = await startLocalService({
    home,
    environment: process.env,
    timers: false,
    log,
    handlersFrom: (environment) => createHandlers(environment, { log }),
  });
  try {
    await replay({ service, home });
  } finally {
    await service.stop();
  }
} catch (error) {
  if (!(error instanceof ServiceError)) throw error;
  process.stderr.write(`${visibleText(`revisit: ${error.message}`)}\n`);
  process.exitCode = error.exitCode;
}
