import { IconLanguage, IconLogout, IconMoon, IconRowInsertTop, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { pinnedViewsRoute } from '#modules/lists/contract.ts';
import { signOut } from '#modules/people/sign-in/contract.ts';
import { showDeskCounts } from '#modules/reports/contract.ts';
import { type Me, showMe } from '#modules/structure/contract.ts';
import { ActorProvider } from '#modules/structure/web/parts/actor.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { ClockProvider } from '#ui-kit/clock.tsx';
import { OfflineBanner } from '#ui-kit/feedback/Band.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { Crumbs } from '#ui-kit/frame/PageHeader.tsx';
import type { PersonMenuItem } from '#ui-kit/frame/PersonMenu.tsx';
import { Shell } from '#ui-kit/frame/Shell.tsx';
import { type KeyGroup, listKeys } from '#ui-kit/keys/registry.ts';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { later, laterDialog, useSoon } from '#ui-kit/later.tsx';
import { usePageFacts } from '#ui-kit/page.ts';
import { useDensity, useTheme } from '#ui-kit/preferences.ts';
import { useText } from '#ui-kit/text.tsx';
import { navigationOf, phoneTabsOf } from './desks.ts';
import { Logo } from './Logo.tsx';
import { useLiveUpdates } from './live.ts';
import { forgetOpened } from './opened-records.ts';
import { Search } from './Search.tsx';

/** Opened now and then: they come when the first screen stands, or sooner when somebody asks. */
const Commands = laterDialog(() => import('./Commands.tsx'), 'Commands');
const KeysDialog = later(() => import('#ui-kit/keys/KeysDialog.tsx'), 'KeysDialog');
const SOON = [Commands, KeysDialog];

const RAILED = 'estafeta.railed';

/** What is around every page for whoever has signed in: navigation, search, commands, keys, live updates. */
export function Frame() {
  // A page left open over midnight learns of the new day by itself.
  const me = useRead(showMe, {}, { refetchInterval: 300_000 });
  if (me.data !== undefined) {
    return (
      <ActorProvider me={me.data}>
        <ClockProvider told={me.data.now} heardAt={me.dataUpdatedAt} timeZone={me.data.company_time_zone}>
          <SignedIn me={me.data} />
        </ClockProvider>
      </ActorProvider>
    );
  }
  if (me.error !== null && me.error.status !== 401) {
    return <ErrorState title={me.error.message} requestId={me.error.requestId} />;
  }
  return (
    <Delayed>
      <SkeletonRows columns={[3, 1, 2]} rows={12} />
    </Delayed>
  );
}

function SignedIn({ me }: { me: Me }) {
  useLiveUpdates();
  const { t, language, setLanguage } = useText();
  const { pathname } = useLocation();
  const counts = useRead(showDeskCounts, {}, { refetchInterval: 60_000 });
  const page = usePageFacts();
  const [railed, setRailed] = useState(() => localStorage.getItem(RAILED) === 'yes');
  const [menuOpen, setMenuOpen] = useState(false);
  const [keys, setKeys] = useState<KeyGroup[] | null>(null);

  // What has been opened once stays, so that it can close as it opened.
  const [asked, setAsked] = useState({ menu: false, keys: false });
  if (menuOpen && !asked.menu) setAsked({ ...asked, menu: true });
  if (keys !== null && !asked.keys) setAsked({ ...asked, keys: true });
  useSoon(SOON, true);

  useEffect(() => localStorage.setItem(RAILED, railed ? 'yes' : 'no'), [railed]);
  useEffect(() => {
    // The language of the account is the first one shown; a choice on this device stays.
    if (localStorage.getItem('estafeta.language') === null && me.language !== language) setLanguage(me.language);
  }, [me.language, language, setLanguage]);
  useKeys(
    {
      'Mod+KeyK': { run: () => setMenuOpen(true), label: t('app.key_commands'), inFields: true },
      '?': { run: () => setKeys(listKeys()), label: t('app.key_list') },
    },
    { group: t('app.keys_everywhere') },
  );

  const pinned = useRead(pinnedViewsRoute, {});
  const navigation = navigationOf(me, t, counts.data ?? {}, pinned.data?.items ?? []);
  const items = navigation.flatMap((group) => group.items);
  const active = items
    .filter((item) => pathname.startsWith(item.href))
    .sort((a, b) => b.href.length - a.href.length)[0];
  const crumbs = page.crumbs.length > 0 ? [...page.crumbs] : active === undefined ? [] : [{ label: active.label }];
  const place = crumbs.at(-1)?.label;
  useEffect(() => {
    document.title = place === undefined ? t('app.name') : `${place} · ${t('app.name')}`;
  }, [place, t]);

  return (
    <>
      <Shell
        mark={<Logo />}
        brand={t('app.name')}
        homeHref="/"
        nav={navigation}
        active={active?.id ?? ''}
        railed={railed}
        onRailedChange={setRailed}
        person={{ name: me.name, note: me.positions[0]?.title, items: usePersonMenu(me.employee_id) }}
        top={<Crumbs items={crumbs} />}
        search={<Search />}
        onCommands={() => setMenuOpen(true)}
        onKeys={() => setKeys(listKeys())}
        phone={{ tabs: phoneTabsOf(items) }}
        banner={<OfflineBanner />}
      >
        <Outlet />
      </Shell>
      {asked.menu ? <Commands opened={menuOpen} onClose={() => setMenuOpen(false)} navigation={navigation} /> : null}
      {asked.keys ? <KeysDialog groups={keys} onClose={() => setKeys(null)} /> : null}
    </>
  );
}

function usePersonMenu(person: string | null): PersonMenuItem[] {
  const { t, language, setLanguage } = useText();
  const { scheme, setScheme } = useTheme();
  const { density, setDensity } = useDensity();
  const leaving = useWrite(signOut);
  const dark = scheme === 'dark' || (scheme === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  return [
    { label: t('app.profile'), icon: IconUserCircle, href: '/profile' },
    dark
      ? { label: t('app.theme_light'), icon: IconSun, onClick: () => setScheme('light') }
      : { label: t('app.theme_dark'), icon: IconMoon, onClick: () => setScheme('dark') },
    {
      label: density === 'compact' ? t('app.density_comfortable') : t('app.density_compact'),
      icon: IconRowInsertTop,
      onClick: () => setDensity(density === 'compact' ? 'comfortable' : 'compact'),
    },
    { label: t('app.language'), icon: IconLanguage, onClick: () => setLanguage(language === 'ru' ? 'en' : 'ru') },
    {
      label: t('app.sign_out'),
      icon: IconLogout,
      // A full load, so that nothing of the former person stays in memory.
      onClick: () =>
        leaving.mutate(
          {},
          {
            onSuccess: () => {
              forgetOpened(person);
              window.location.assign('/sign-in');
            },
          },
        ),
    },
  ];
}
