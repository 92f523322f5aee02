import { startLocalService } from '../../local/local-service.ts';
import { handlersWith } from './handlers.ts';

/** A local service in a process of its own, to be killed: `node local-service-process.ts <home>`. */
const [home = ''] = process.argv.slice(2);
await startLocalService({
  home,
  environment: process.env,
  handlersFrom: () => Promise.resolve(handlersWith({})),
  timers: false,
  log: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write('ready\n');
