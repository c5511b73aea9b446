import { useMantineColorScheme } from '@mantine/core';
import { useSyncExternalStore } from 'react';

/**
 * What a reader chooses for this browser: theme and density. Kept in localStorage and written on <html>, where the
 * stylesheet reads it.
 *
 *   const { density, setDensity } = useDensity();
 *   const { scheme, setScheme } = useTheme();
 */
export type Density = 'compact' | 'comfortable';
export type Scheme = 'light' | 'dark' | 'auto';

const DENSITY_KEY = 'ui.density';

const watchers = new Set<() => void>();

let current: Density | null = null;

/** Read once: a list asks at every frame while it is scrolled. */
function readDensity(): Density {
  current ??= localStorage.getItem(DENSITY_KEY) === 'comfortable' ? 'comfortable' : 'compact';
  return current;
}

/** Writes the stored density on <html>; called once before the first render. */
export function applyDensity(): void {
  current = null;
  document.documentElement.dataset.density = readDensity();
}

function setDensity(density: Density): void {
  localStorage.setItem(DENSITY_KEY, density);
  current = density;
  applyDensity();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function useDensity(): { density: Density; setDensity: (density: Density) => void } {
  return { density: useSyncExternalStore(watch, readDensity), setDensity };
}

export function useTheme(): { scheme: Scheme; setScheme: (scheme: Scheme) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { scheme: colorScheme, setScheme: setColorScheme };
}
