import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Frame } from './Frame.tsx';
import { HomePage } from './HomePage.tsx';
import { loadTexts, startLanguage } from './language.ts';
import { NoSuchPage } from './NoSuchPage.tsx';
import { PageFailed } from './PageFailed.tsx';
import { EVERY_GROUP, type TextGroup, TOLD_GROUPS } from './text-groups.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage, errorComponent: PageFailed });

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

/** Pages for whoever has not signed in. */
const publicPages = [
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/people/web/SignInPage.tsx'), 'people'),
      'SignInPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(() => withTexts(import('#modules/people/web/SetupPage.tsx'), 'people'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invitation/$token',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/people/web/InvitationPage.tsx'), 'people'),
      'InvitationPage',
    ),
  }),
];

const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });

/** Every desk and every page is a chunk of its own, loaded when somebody goes there. */
const framedPages = [
  createRoute({ getParentRoute: () => frame, path: '/', component: HomePage }),
  createRoute({
    getParentRoute: () => frame,
    path: '/calling',
    component: lazyRouteComponent(() => withToldTexts(import('./desks/calling/CallingDesk.tsx')), 'CallingDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/horizon',
    component: lazyRouteComponent(
      () =>
        withTexts(
          import('./desks/horizon/HorizonDesk.tsx'),
          'activities',
          'back_office',
          'deals',
          'needs',
          'structure',
          'support',
        ),
      'HorizonDesk',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/relay',
    component: lazyRouteComponent(
      () =>
        withTexts(import('#modules/reports/web/HeadDesk.tsx'), 'calling', 'clients', 'handoffs', 'needs', 'reports'),
      'HeadDesk',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/coverage',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/reports/web/CoveragePage.tsx'), 'clients', 'reports'),
      'CoveragePage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/calendar',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/needs/web/CalendarPage.tsx'), 'needs'),
      'CalendarPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients',
    component: lazyRouteComponent(
      () => withAllTexts(import('#modules/clients/web/ClientListPage.tsx')),
      'ClientListPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/contacts',
    component: lazyRouteComponent(
      () => withAllTexts(import('#modules/clients/web/ContactListPage.tsx')),
      'ContactListPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/map',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/clients/web/MapPage.tsx')), 'MapPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/duplicates',
    component: lazyRouteComponent(
      () => withAllTexts(import('#modules/clients/web/DuplicatesPage.tsx')),
      'DuplicatesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/import',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/clients/web/ImportPage.tsx')), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/bulk',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/clients/web/BulkPage.tsx')), 'BulkPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/tags',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/clients/web/TagsPage.tsx'), 'clients', 'rare'),
      'TagsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/trash',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/clients/web/TrashPage.tsx'), 'clients', 'rare'),
      'TrashPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/history',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/history/web/HistoryPage.tsx')), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/$id',
    component: lazyRouteComponent(() => withAllTexts(import('./desks/client/ClientPage.tsx')), 'ClientPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/deals',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/deals/web/DealsPage.tsx')), 'DealsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/handoffs',
    component: lazyRouteComponent(
      () => withToldTexts(import('#modules/handoffs/web/HandoffsPage.tsx'), 'structure'),
      'HandoffsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/handoffs/$id',
    component: lazyRouteComponent(
      () => withToldTexts(import('#modules/handoffs/web/HandoffsPage.tsx'), 'structure'),
      'HandoffsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/projects',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/projects/web/ProjectsPage.tsx')), 'ProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/projects/$id',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/projects/web/ProjectsPage.tsx')), 'ProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/support',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/support/web/SupportDesk.tsx'), 'activities', 'support'),
      'SupportDesk',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/office',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/back-office/web/OfficeDesk.tsx'), 'activities', 'back_office'),
      'OfficeDesk',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/structure',
    component: lazyRouteComponent(
      () =>
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
      'StructurePage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/people',
    component: lazyRouteComponent(
      () =>
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
      'PeopleDesk',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/profile',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/people/web/ProfilePage.tsx'), 'people'),
      'ProfilePage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/company',
    component: lazyRouteComponent(
      () => withTexts(import('#modules/people/web/CompanyPage.tsx'), 'people'),
      'CompanyPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/company/fields',
    component: lazyRouteComponent(() => withTexts(import('#modules/fields/web/FieldsPage.tsx'), 'rare'), 'FieldsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/journal',
    component: lazyRouteComponent(() => withAllTexts(import('#modules/journal/web/JournalPage.tsx')), 'JournalPage'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([...publicPages, frame.addChildren(framedPages)]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
