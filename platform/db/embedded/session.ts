import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseAccount } from './account.ts';
import { type Binaries, checkRuns } from './binaries.ts';
import { ensureCluster, type Places, prepareStart } from './cluster.ts';
import { type Line, openLine } from './line.ts';
import type { HeldLock } from './lock.ts';
import { livingPostmaster, namedPostmaster, type Postmaster, type Starting, startPostmaster } from './postmaster.ts';
import { signal } from './processes.ts';
import { EmbeddedRefusal } from './refusal.ts';
import type { Durability } from './settings.ts';
import { joinUsers, PATIENCE_MS, passGate, stopIfLast } from './sharing.ts';
import { makeSocketDirectory, socketIn } from './socket-directory.ts';

const POLL_MS = 15;
const CALM_MS = 100;
const SOCKET_PATIENCE_MS = 3_000;
const LOOK_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** It says it is ready, but its socket is not there: somebody cleaned the directory. */
function hasLostSocket({ status, socketDirectory }: Postmaster): boolean {
  return status === 'ready' && !existsSync(socketIn(socketDirectory));
}

/**
 * One process's use of the database, from joining its users to leaving them. In between it holds a line to the server;
 * when the line breaks it brings the server back, or finds that another user has.
 */
export class Session {
  readonly #places: Places;
  readonly #binaries: Binaries;
  readonly #durability: Durability;
  readonly #log: (line: string) => void;
  #share: HeldLock | undefined;
  #line: Line | undefined;
  #lookout: NodeJS.Timeout | undefined;
  #timesSeenClosed = 0;
  #restoring: Promise<void> | undefined;
  #leaving = false;

  constructor(places: Places, binaries: Binaries, durability: Durability, log: (line: string) => void) {
    this.#places = places;
    this.#binaries = binaries;
    this.#durability = durability;
    this.#log = log;
  }

  /** Joins the users and returns the directory of the socket behind which the database answers. */
  async enter(): Promise<string> {
    const gate = await passGate(this.#places);
    try {
      this.#share = await joinUsers(this.#places);
      const socketDirectory = await this.#reachServer();
      this.#lookout = setInterval(() => this.#lookOut(), LOOK_MS).unref();
      return socketDirectory;
    } catch (error) {
      this.#share?.release();
      // A server that was started here and cannot be used must not stay. The reason for that is the error to tell.
      await stopIfLast(this.#places).catch(() => undefined);
      throw error;
    } finally {
      gate.release();
    }
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    clearInterval(this.#lookout);
    await this.#restoring;
    this.#line?.hangUp();
    const gate = await passGate(this.#places);
    try {
      this.#share?.release();
      const wasLast = await stopIfLast(this.#places);
      if (wasLast && this.#durability === 'throwaway') {
        await rm(this.#places.dataDir, { recursive: true, force: true, maxRetries: 3 });
      }
    } finally {
      gate.release();
    }
  }

  /** Behind the gate: makes sure that a server lives and answers, and takes up the line to it. */
  async #reachServer(): Promise<string> {
    const deadline = performance.now() + PATIENCE_MS;
    let starting: Starting | undefined;
    let unseenSince: number | undefined;
    let reason = 'it has not become ready';
    while (performance.now() < deadline) {
      const postmaster = livingPostmaster(this.#places);
      if (postmaster) {
        // Asked before it is ready it would only fill its log with refusals.
        if (postmaster.status === 'ready') {
          try {
            this.#line = await openLine(postmaster.socketDirectory, () => this.#restore());
            return postmaster.socketDirectory;
          } catch (error) {
            reason = error instanceof Error ? error.message : String(error);
            await delay(CALM_MS);
          }
        }
        const unseen = hasLostSocket(postmaster);
        unseenSince = unseen ? (unseenSince ?? performance.now()) : undefined;
        if (unseenSince !== undefined && performance.now() - unseenSince > SOCKET_PATIENCE_MS) {
          await this.#stopUnreachable(postmaster.socketDirectory);
        }
      } else if (!starting) {
        starting = await this.#start();
      } else if (starting.ended()) {
        throw starting.failure();
      }
      if (this.#leaving) break;
      await delay(POLL_MS);
    }
    throw new EmbeddedRefusal(
      'failed_to_start',
      `The database in ${this.#places.dataDir} cannot be reached: ${reason}. See ${this.#places.log}.`,
      reason,
    );
  }

  async #start(): Promise<Starting> {
    await checkRuns(this.#binaries);
    const account = await chooseAccount(this.#binaries.postgres, this.#places.dataDir);
    await ensureCluster(this.#places, this.#binaries, account, this.#durability);
    await prepareStart(this.#places, account, this.#durability);
    const socketDirectory = await makeSocketDirectory(this.#places.dataDir, account);
    return await startPostmaster(this.#places, this.#binaries, account, socketDirectory);
  }

  /** Only the one user of a server may stop it for want of a socket; to others it may be visible (a private /tmp). */
  async #stopUnreachable(socketDirectory: string): Promise<void> {
    this.#share?.release();
    const wasAlone = await stopIfLast(this.#places);
    this.#share = await joinUsers(this.#places);
    if (wasAlone) return;
    throw new EmbeddedRefusal(
      'failed_to_start',
      `The database in ${this.#places.dataDir} is in use, but its socket directory ${socketDirectory} is not visible to this process. Run it in the same environment as the server (same TMPDIR, no private /tmp).`,
    );
  }

  /**
   * A server that lost its socket, or that somebody asked to stop, takes no new connection, yet stays for as long as old
   * ones like ours last. Seen so twice, it is made to end, and comes back the usual way.
   */
  #lookOut(): void {
    if (this.#restoring) return;
    try {
      // By the lock file alone, which costs nothing; who is to be signalled is proven to be the server.
      const named = namedPostmaster(this.#places);
      const closed = named !== undefined && (named.status === 'stopping' || hasLostSocket(named));
      this.#timesSeenClosed = closed ? this.#timesSeenClosed + 1 : 0;
      const postmaster = this.#timesSeenClosed > 1 ? livingPostmaster(this.#places) : undefined;
      if (postmaster) signal(postmaster.pid, 'SIGINT');
    } catch (error) {
      this.#log(`The database cannot be watched: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #restore(): void {
    if (this.#leaving || this.#restoring) return;
    this.#log(`The database in ${this.#places.dataDir} went away; bringing it back.`);
    this.#restoring = this.#untilRestored().finally(() => {
      this.#restoring = undefined;
    });
  }

  async #untilRestored(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.#leaving; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const gate = await passGate(this.#places);
        try {
          await this.#reachServer();
        } finally {
          gate.release();
        }
        // Lost again in this very moment, when nobody was called: once more.
        if (!this.#line?.isUp()) continue;
        this.#log(`The database in ${this.#places.dataDir} is back.`);
        return;
      } catch (error) {
        this.#log(`The database is not back yet: ${error instanceof Error ? error.message : String(error)}`);
        await delay(pause);
      }
    }
  }
}
