import { serve } from '../serve.ts';
import { type CommandCall, DONE, print } from './command.ts';

/** Serves until Ctrl+C or SIGTERM, then drains the open requests, closes the database and ends. */
export async function serveCommand({ config }: CommandCall): Promise<number> {
  const server = await serve(config, print);
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
