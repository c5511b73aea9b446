/** Run by the shell of watchdog.ts after its process has died: leaves the database in that process's place. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { placesIn } from './cluster.ts';
import { stopIfUnused } from './sharing.ts';

const { WATCHDOG_DATA_DIR: dataDir = '', WATCHDOG_DURABILITY: durability } = process.env;
if (dataDir && existsSync(dataDir)) {
  const places = placesIn(dataDir);
  const wasLast = await stopIfUnused(places);
  if (wasLast && durability === 'throwaway') await rm(dataDir, { recursive: true, force: true });
}
