import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { paced, refreshShown } from '#ui-kit/refresh.ts';

const CHANNEL = 'estafeta.live';
const LOCK = 'estafeta.live.reader';
const REOPEN_MS = 5_000;

/**
 * What a colleague changes appears by itself. One tab of the browser holds the event stream and tells the others; when
 * it closes, the next one takes over. Several events close together cause one refresh of what is on the screen, a long run of
 * them, such as an import under way, one now and then.
 */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => follow(queries), [queries]);
}

function follow(queries: QueryClient): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  const refresh = paced(() => refreshShown(queries));
  channel.onmessage = refresh.call;
  const changed = () => {
    channel.postMessage('changed');
    refresh.call();
  };

  void navigator.locks
    .request(LOCK, { signal: stop.signal }, () => readUntil(stop.signal, changed))
    // The tab was closed while it waited for its turn.
    .catch(() => undefined);

  return () => {
    stop.abort();
    channel.close();
    refresh.stop();
  };
}

/**
 * Reads the events until the tab is done with them. The browser opens the stream again by itself after a broken
 * connection, but not after an answer that is not a stream (a server that is just stopping says 503): then it is opened
 * anew here.
 */
function readUntil(signal: AbortSignal, changed: () => void): Promise<void> {
  return new Promise((resolve) => {
    let opened = false;
    let source: EventSource;
    let again: number | undefined;
    const open = () => {
      source = new EventSource('/api/v1/events');
      source.onopen = () => {
        // After an interruption anything may have changed.
        if (opened) changed();
        opened = true;
      };
      source.onmessage = changed;
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) again = window.setTimeout(open, REOPEN_MS);
      };
    };
    open();
    signal.addEventListener('abort', () => {
      window.clearTimeout(again);
      source.close();
      resolve();
    });
  });
}
