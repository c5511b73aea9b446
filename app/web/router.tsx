import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Frame } from './Frame.tsx';
import { HomePage } from './HomePage.tsx';
import { loadLaterTexts, startLanguage } from './language.ts';
import { NoSuchPage } from './NoSuchPage.tsx';
import { PageFailed } from './PageFailed.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage, errorComponent: PageFailed });

/** Pages for whoever has not signed in. */
const publicPages = [
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('#modules/people/web/SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(() => import('#modules/people/web/SetupPage.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invitation/$token',
    component: lazyRouteComponent(() => import('#modules/people/web/InvitationPage.tsx'), 'InvitationPage'),
  }),
];

/** A page whose texts come after those of the first screen waits for them when somebody comes to it directly. */
async function withItsTexts<Page>(page: Promise<Page>): Promise<Page> {
  await loadLaterTexts(startLanguage());
  return page;
}

const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });

/** Every desk and every page is a chunk of its own, loaded when somebody goes there. */
const framedPages = [
  createRoute({ getParentRoute: () => frame, path: '/', component: HomePage }),
  createRoute({
    getParentRoute: () => frame,
    path: '/calling',
    component: lazyRouteComponent(() => import('./desks/calling/CallingDesk.tsx'), 'CallingDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/horizon',
    component: lazyRouteComponent(() => import('./desks/horizon/HorizonDesk.tsx'), 'HorizonDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/relay',
    component: lazyRouteComponent(() => import('#modules/reports/web/HeadDesk.tsx'), 'HeadDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/coverage',
    component: lazyRouteComponent(() => import('#modules/reports/web/CoveragePage.tsx'), 'CoveragePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/calendar',
    component: lazyRouteComponent(() => import('#modules/needs/web/CalendarPage.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients',
    component: lazyRouteComponent(
      () => withItsTexts(import('#modules/clients/web/ClientListPage.tsx')),
      'ClientListPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/map',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/clients/web/MapPage.tsx')), 'MapPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/duplicates',
    component: lazyRouteComponent(
      () => withItsTexts(import('#modules/clients/web/DuplicatesPage.tsx')),
      'DuplicatesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/import',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/clients/web/ImportPage.tsx')), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/bulk',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/clients/web/BulkPage.tsx')), 'BulkPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/tags',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/clients/web/TagsPage.tsx')), 'TagsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/trash',
    component: lazyRouteComponent(() => import('#modules/clients/web/TrashPage.tsx'), 'TrashPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/history',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/history/web/HistoryPage.tsx')), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/clients/$id',
    component: lazyRouteComponent(() => withItsTexts(import('./desks/client/ClientPage.tsx')), 'ClientPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/deals',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/deals/web/DealsPage.tsx')), 'DealsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/handoffs',
    component: lazyRouteComponent(() => import('#modules/handoffs/web/HandoffsPage.tsx'), 'HandoffsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/handoffs/$id',
    component: lazyRouteComponent(() => import('#modules/handoffs/web/HandoffsPage.tsx'), 'HandoffsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/projects',
    component: lazyRouteComponent(() => import('#modules/projects/web/ProjectsPage.tsx'), 'ProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/projects/$id',
    component: lazyRouteComponent(() => import('#modules/projects/web/ProjectsPage.tsx'), 'ProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/support',
    component: lazyRouteComponent(() => import('#modules/support/web/SupportDesk.tsx'), 'SupportDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/office',
    component: lazyRouteComponent(() => import('#modules/back-office/web/OfficeDesk.tsx'), 'OfficeDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/structure',
    component: lazyRouteComponent(() => import('#modules/structure/web/StructurePage.tsx'), 'StructurePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/people',
    component: lazyRouteComponent(() => import('./desks/people/PeopleDesk.tsx'), 'PeopleDesk'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/profile',
    component: lazyRouteComponent(() => import('#modules/people/web/ProfilePage.tsx'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/company',
    component: lazyRouteComponent(() => import('#modules/people/web/CompanyPage.tsx'), 'CompanyPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/company/fields',
    component: lazyRouteComponent(() => withItsTexts(import('#modules/fields/web/FieldsPage.tsx')), 'FieldsPage'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/journal',
    component: lazyRouteComponent(() => import('#modules/journal/web/JournalPage.tsx'), 'JournalPage'),
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
