import { Socket } from 'node:net';
import pg from 'pg';
import { PORT, SUPERUSER } from './settings.ts';

/** A connection held only to notice the moment the database goes away. */
export type Line = { isUp(): boolean; hangUp(): void };

/**
 * Connects to the server behind the socket, as the superuser, for whom places are reserved on a full server, and to
 * the maintenance database, so that the line never stands in the way of whoever replaces the company's one.
 * The line does not keep the process alive. `onLost` is called once, not after `hangUp`.
 */
export async function openLine(socketDirectory: string, onLost: () => void): Promise<Line> {
  const socket = new Socket();
  const client = new pg.Client({
    host: socketDirectory,
    port: PORT,
    user: SUPERUSER,
    database: 'postgres',
    application_name: 'estafeta: keeps the embedded database',
    connectionTimeoutMillis: 10_000,
    stream: () => socket,
  });
  let up = false;
  const lost = (): void => {
    if (!up) return;
    up = false;
    onLost();
  };
  client.on('error', lost);
  client.on('end', lost);
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  up = true;
  socket.unref();
  return {
    isUp: () => up,
    hangUp() {
      up = false;
      socket.destroy();
    },
  };
}
