import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
} from '@tanstack/react-router';
import { laterWith } from '#ui-kit/later.tsx';
import { Frame } from './Frame.tsx';
import { HomePage } from './HomePage.tsx';
import { loadTexts, startLanguage } from './language.ts';
import { NoSuchPage } from './NoSuchPage.tsx';
import { PageFailed } from './PageFailed.tsx';
import { EVERY_GROUP, type TextGroup, TOLD_GROUPS } from './text-groups.ts';

const root = createRootRoute({ component: Outlet, errorComponent: PageFailed });
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });

/** A page with the texts that it shows: both are loaded at once. A test keeps the names in step with what pages show. */
async function withTexts<Page>(page: Promise<Page>, ...groups: TextGroup[]): Promise<Page> {
  await loadTexts(startLanguage(), groups);
  return page;
}

/** A page with lines whose words the server names, and with texts of its own. */
async function withToldTexts<Page>(page: Promise<Page>, ...groups: TextGroup[]): Promise<Page> {
  await loadTexts(startLanguage(), [...TOLD_GROUPS, ...groups]);
  return page;
}

/** A page that shows what the server names as well (reasons, fields of lists): it needs every text. */
async function withAllTexts<Page>(page: Promise<Page>): Promise<Page> {
  await loadTexts(startLanguage(), EVERY_GROUP);
  return page;
}

/** A list with the texts that it shows at once; what is opened from it comes by `later`, and waits for every text. */
async function withListTexts<Page>(page: Promise<Page>, ...groups: TextGroup[]): Promise<Page> {
  laterWith(() => loadTexts(startLanguage(), EVERY_GROUP));
  await loadTexts(startLanguage(), groups);
  return page;
}

type Load<Name extends string> = () => Promise<Record<Name, RouteComponent>>;

/** A page is a chunk of its own, loaded when somebody goes there. */
const outside = <const Path extends string, Name extends string>(path: Path, name: Name, load: Load<Name>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });

const framed = <const Path extends string, Name extends string>(path: Path, name: Name, load: Load<Name>) =>
  createRoute({ getParentRoute: () => frame, path, component: lazyRouteComponent(load, name) });

/** Pages for whoever has not signed in. */
const publicPages = [
  outside('/sign-in', 'SignInPage', () => withTexts(import('#modules/people/web/SignInPage.tsx'), 'people')),
  outside('/setup', 'SetupPage', () => withTexts(import('#modules/people/web/SetupPage.tsx'), 'people')),
  outside('/invitation/$token', 'InvitationPage', () =>
    withTexts(import('#modules/people/web/InvitationPage.tsx'), 'people'),
  ),
];

const framedPages = [
  createRoute({ getParentRoute: () => frame, path: '/', component: HomePage }),
  framed('/calling', 'CallingDesk', () => withToldTexts(import('./desks/calling/CallingDesk.tsx'), 'people')),
  framed('/horizon', 'HorizonDesk', () =>
    withTexts(
      import('./desks/horizon/HorizonDesk.tsx'),
      'activities',
      'back_office',
      'deals',
      'needs',
      'structure',
      'support',
    ),
  ),
  framed('/relay', 'HeadDesk', () =>
    withTexts(import('#modules/reports/web/HeadDesk.tsx'), 'calling', 'clients', 'handoffs', 'needs', 'reports'),
  ),
  framed('/coverage', 'CoveragePage', () =>
    withTexts(import('#modules/reports/web/CoveragePage.tsx'), 'clients', 'reports'),
  ),
  framed('/calendar', 'CalendarPage', () => withTexts(import('#modules/needs/web/CalendarPage.tsx'), 'needs')),
  framed('/clients', 'ClientListPage', () =>
    withListTexts(import('#modules/clients/web/ClientListPage.tsx'), 'bulk', 'clients', 'fields', 'lists'),
  ),
  framed('/contacts', 'ContactListPage', () =>
    withListTexts(import('#modules/clients/web/ContactListPage.tsx'), 'clients', 'fields', 'lists', 'people_list'),
  ),
  framed('/clients/map', 'MapPage', () => withAllTexts(import('#modules/clients/web/MapPage.tsx'))),
  framed('/clients/duplicates', 'DuplicatesPage', () =>
    withAllTexts(import('#modules/clients/web/DuplicatesPage.tsx')),
  ),
  framed('/clients/import', 'ImportPage', () => withAllTexts(import('#modules/clients/web/ImportPage.tsx'))),
  framed('/clients/bulk', 'BulkPage', () => withAllTexts(import('#modules/clients/web/BulkPage.tsx'))),
  framed('/clients/tags', 'TagsPage', () => withTexts(import('#modules/clients/web/TagsPage.tsx'), 'clients', 'rare')),
  framed('/trash', 'TrashPage', () => withTexts(import('#modules/clients/web/TrashPage.tsx'), 'clients', 'rare')),
  framed('/history', 'HistoryPage', () => withAllTexts(import('#modules/history/web/HistoryPage.tsx'))),
  framed('/clients/$id', 'ClientPage', () => withAllTexts(import('./desks/client/ClientPage.tsx'))),
  framed('/deals', 'DealsPage', () =>
    withListTexts(import('#modules/deals/web/DealsPage.tsx'), 'deals', 'fields', 'lists'),
  ),
  framed('/handoffs', 'HandoffsPage', () =>
    withToldTexts(import('#modules/handoffs/web/HandoffsPage.tsx'), 'structure'),
  ),
  framed('/handoffs/$id', 'HandoffsPage', () =>
    withToldTexts(import('#modules/handoffs/web/HandoffsPage.tsx'), 'structure'),
  ),
  framed('/projects', 'ProjectsPage', () =>
    withListTexts(import('#modules/projects/web/ProjectsPage.tsx'), 'fields', 'lists', 'projects'),
  ),
  framed('/projects/$id', 'ProjectsPage', () =>
    withListTexts(import('#modules/projects/web/ProjectsPage.tsx'), 'fields', 'lists', 'projects'),
  ),
  framed('/support', 'SupportDesk', () =>
    withTexts(import('#modules/support/web/SupportDesk.tsx'), 'activities', 'support'),
  ),
  framed('/office', 'OfficeDesk', () =>
    withTexts(import('#modules/back-office/web/OfficeDesk.tsx'), 'activities', 'back_office'),
  ),
  framed('/structure', 'StructurePage', () =>
    withTexts(
      import('#modules/structure/web/StructurePage.tsx'),
      'activities',
      'back_office',
      'calling',
      'clients',
      'deals',
      'handoffs',
      'needs',
      'projects',
      'qualification',
      'structure',
      'support',
      'workload',
    ),
  ),
  framed('/people', 'PeopleDesk', () =>
    withTexts(
      import('./desks/people/PeopleDesk.tsx'),
      'activities',
      'back_office',
      'calling',
      'clients',
      'deals',
      'handoffs',
      'needs',
      'people',
      'projects',
      'qualification',
      'structure',
      'support',
      'workload',
    ),
  ),
  framed('/profile', 'ProfilePage', () => withTexts(import('#modules/people/web/ProfilePage.tsx'), 'people')),
  framed('/company', 'CompanyPage', () => withTexts(import('#modules/people/web/CompanyPage.tsx'), 'people')),
  framed('/company/fields', 'FieldsPage', () => withTexts(import('#modules/fields/web/FieldsPage.tsx'), 'fields')),
  framed('/journal', 'JournalPage', () => withAllTexts(import('#modules/journal/web/JournalPage.tsx'))),
  // Any other address: the navigation stays, so that one goes on from there.
  createRoute({ getParentRoute: () => frame, path: '$', component: NoSuchPage }),
];

/** Long lists know themselves where they were left; the router would bring the place of one filter into the next. */
const LISTS: ReadonlySet<string> = new Set(['/clients', '/contacts', '/deals', '/projects']);

export const router = createRouter({
  routeTree: root.addChildren([...publicPages, frame.addChildren(framedPages)]),
  defaultPreload: 'intent',
  scrollRestoration: ({ location }) => !LISTS.has(location.pathname),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
