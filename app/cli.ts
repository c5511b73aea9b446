import { run } from './command-line.ts';

// Node decides by the code alone; whatever is still open (a watchdog, a pool) must not hold the process back.
process.exit(await run(process.argv.slice(2)));
