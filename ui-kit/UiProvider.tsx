import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { ToastHost } from './feedback/toast.tsx';
import { LinkProvider, type LinkSetting } from './link.tsx';
import { applyDensity } from './preferences.ts';
import { TextProvider, type TextProviderProps } from './text.tsx';
import { theme } from './theme.ts';

/**
 * Everything the kit needs, around the whole application.
 *
 *   import '#ui-kit/theme.css';
 *   <UiProvider language={language} catalogue={texts} setLanguage={setLanguage} navigate={(href) => router.navigate({ href })}>
 *
 * Mantine's variables and classes stand in `mantine.css`, so nothing injects a `<style>`: the content policy may be
 * `style-src 'self'`.
 */
export type UiProviderProps = Omit<TextProviderProps, 'children'> & LinkSetting & { children: ReactNode };

applyDensity();

export function UiProvider({ navigate, preload, children, ...texts }: UiProviderProps) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <TextProvider {...texts}>
        <LinkProvider navigate={navigate} preload={preload}>
          {children}
          <ToastHost />
        </LinkProvider>
      </TextProvider>
    </MantineProvider>
  );
}
