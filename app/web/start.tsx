import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError, SIGNED_OUT } from '#ui-kit/call.ts';
import { UiProvider } from '#ui-kit/UiProvider.tsx';
import {
  type Language,
  loadFirstTexts,
  loadSameTexts,
  loadTexts,
  rememberLanguage,
  startLanguage,
  takeTexts,
} from './language.ts';
import { router } from './router.tsx';
import { EVERY_GROUP } from './text-groups.ts';

const STALE_MS = 30_000;
const RETRIES = 2;
/** By then the first screen stands. */
const LATER_MS = 3_000;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      // A refusal will be the same a second later; a lost connection may not.
      retry: (count, error) =>
        count < RETRIES && error instanceof ProblemError && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: true,
    },
  },
});

function Application({ first }: { first: { language: Language; catalogue: Record<string, string> } }) {
  const [texts, setTexts] = useState(first);

  const setLanguage = useCallback((language: Language) => {
    void loadSameTexts(language).then((catalogue) => {
      rememberLanguage(language);
      setTexts({ language, catalogue });
    });
  }, []);
  useEffect(() => {
    const stop = takeTexts((language, more) =>
      setTexts((now) => (now.language === language ? { language, catalogue: { ...now.catalogue, ...more } } : now)),
    );
    // Where the server does not answer just then, the first page that needs these texts asks for them again.
    const timer = window.setTimeout(
      () => void loadTexts(startLanguage(), EVERY_GROUP).catch(() => undefined),
      LATER_MS,
    );
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, []);

  useEffect(() => {
    document.documentElement.lang = texts.language;
  }, [texts.language]);

  useEffect(() => {
    const toSignIn = () => {
      const { pathname, search } = window.location;
      if (PUBLIC_PAGES.some((page) => pathname.startsWith(page))) return;
      queries.clear();
      void router.navigate({ href: `/sign-in?next=${encodeURIComponent(pathname + search)}` });
    };
    window.addEventListener(SIGNED_OUT, toSignIn);
    return () => window.removeEventListener(SIGNED_OUT, toSignIn);
  }, []);

  return (
    <UiProvider
      language={texts.language}
      catalogue={texts.catalogue}
      setLanguage={setLanguage}
      navigate={(href) => void router.navigate({ href })}
      preload={(href) => void router.preloadRoute({ to: href })}
    >
      <RouterProvider router={router} />
    </UiProvider>
  );
}

const PUBLIC_PAGES = ['/sign-in', '/setup', '/invitation'];

/** Loads the first texts of the chosen language, then shows the application. */
export async function start(root: HTMLElement): Promise<void> {
  const language = startLanguage();
  document.documentElement.lang = language;
  const catalogue = await loadFirstTexts(language);
  document.title = catalogue['app.name'] ?? document.title;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Application first={{ language, catalogue }} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
