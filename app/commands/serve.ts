import { type RunningServer, serve } from '../serve.ts';
import { type CommandCall, DONE, print } from './command.ts';

/** Serves until Ctrl+C or SIGTERM, then drains the open requests, closes the database and ends. */
export async function serveCommand({ config }: CommandCall): Promise<number> {
  return serveUntilStopped(await serve(config, print));
}

/** Says where the server is, and lets it serve until it is told to stop. */
export async function serveUntilStopped(server: RunningServer): Promise<number> {
  if (server.setupLink !== null) print(`Set the company up here, the link works once: ${server.setupLink}`);
  print(`Estafeta is ready: ${server.address}`);
  await stopSignal();
  await server.close();
  return DONE;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
