import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

const CHANNEL = 'estafeta.live';
const LOCK = 'estafeta.live.reader';
const COALESCE_MS = 250;

/**
 * What a colleague changes appears by itself. One tab of the browser holds the event stream and tells the others; when
 * it closes, the next one takes over. Several events close together cause one refresh of what is on the screen.
 */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => follow(queries), [queries]);
}

function follow(queries: QueryClient): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  let timer: number | undefined;
  const refresh = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void queries.invalidateQueries({ refetchType: 'active' }), COALESCE_MS);
  };
  channel.onmessage = refresh;
  const changed = () => {
    channel.postMessage('changed');
    refresh();
  };

  void navigator.locks
    .request(LOCK, { signal: stop.signal }, () => readUntil(stop.signal, changed))
    // The tab was closed while it waited for its turn.
    .catch(() => undefined);

  return () => {
    stop.abort();
    channel.close();
    window.clearTimeout(timer);
  };
}

function readUntil(signal: AbortSignal, changed: () => void): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource('/api/v1/events');
    let opened = false;
    source.onopen = () => {
      // After an interruption anything may have changed.
      if (opened) changed();
      opened = true;
    };
    source.onmessage = changed;
    signal.addEventListener('abort', () => {
      source.close();
      resolve();
    });
  });
}
