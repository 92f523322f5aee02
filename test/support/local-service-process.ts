import { startLocalService } from '../../local/local-service.ts';
import { handlersWith } from './handlers.ts';

/** Runs a local service in a separate process that a test can kill. Usage: `node local-service-process.ts <home>`. */
const [home = ''] = process.argv.slice(2);
await startLocalService({
  home,
  environment: process.env,
  handlersFrom: () => Promise.resolve(handlersWith({})),
  timers: false,
  log: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write('ready\n');
