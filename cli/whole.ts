/** Every command. The bundle has this file and all that it needs in one file of its own. */
export { runCli } from './main.ts';
