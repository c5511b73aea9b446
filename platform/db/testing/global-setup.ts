import { startTestCluster, type TestCluster } from './cluster.ts';
import { ANNOUNCEMENT, type Announcement } from './database.ts';

/**
 * Vitest's global set-up: one cluster for the run. A migration that fails is told to the tests that ask for a database;
 * the others need none and run.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let cluster: TestCluster | undefined;
  let announcement: Announcement;
  try {
    cluster = await startTestCluster();
    announcement = { template: cluster.template };
  } catch (error) {
    announcement = { failure: error instanceof Error ? error.message : String(error) };
  }
  process.env[ANNOUNCEMENT] = JSON.stringify(announcement);
  return async () => await cluster?.close();
}
