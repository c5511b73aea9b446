import { moduleOrder } from './module-order.ts';

/** What each rule asks for: rules 1 to 7 of ARCHITECTURE.md as far as one file importing another can break them. */
export const dependencyRules = {
  layers: 'shared ← platform ← modules ← app, ui-kit imports only shared, and the product does not import its tools',
  'module-order': 'a module imports only those above it in scripts/module-order.ts',
  'closed-rooms':
    'open to others are contract, rules, access, queries, commands and web/parts; app also binds the rest',
  'pure-rooms':
    'contract, rules and access import shared, typebox and the same three rooms; shared takes nothing of a server',
  'texts-import-nothing': 'texts are words: English ones take the type of their keys from the Russian ones beside them',
  browser: 'the browser gets web, contract, rules, access, texts, ui-kit and shared, nothing of a server',
  'sql-only-in-store': 'SQL is in store.ts and platform/db, so only they need the driver and the query builder',
  'tests-only': 'test-<noun>.ts sets a scene for tests and is imported by nothing else',
  'no-cycles': 'imports go one way',
  'imports-resolve': 'there is no such file',
} as const;

interface From {
  path?: string | string[];
  pathNot?: string[];
}

interface To extends From {
  dependencyTypes?: 'core'[];
  dependencyTypesNot?: 'type-only'[];
  circular?: boolean;
  couldNotResolve?: boolean;
}

/** A dependency that the rule forbids; `$1` in `to` is what the first group in `from.path` matched. */
const forbid = (name: keyof typeof dependencyRules, from: From, to: To) => ({
  name,
  severity: 'error' as const,
  from,
  to,
});

/** Tests, and the scenes they play in: `test-company.ts` makes a company on a real database. */
const scene = '/test-[a-z-]+\\.ts$';
const test = `\\.(test|browser)\\.tsx?$|${scene}`;
const tools = ['e2e', 'bench', 'scripts'];

/** A room of any module, or of a sub-noun folder in it. */
const room = (name: string): string[] => [`^modules/[^/]+/${name}`, `^modules/[^/]+/(?!web/)[^/]+/${name}`];
const openRooms = [...room('(contract|rules|access|queries|commands)\\.ts$'), ...room('web/parts/')];
const pureRooms = room('(contract|rules|access)\\.ts$');
const texts = '^(.*/)texts\\.(ru|en)\\.ts$';
const web = ['^app/web/', ...room('web/')];
/** Runs under Node, where the pages are built or served to tests. */
const underNode = ['^ui-kit/gallery/served-gallery\\.ts$', '/vite\\.config\\.ts$', '^app/web/build\\.ts$'];

const typebox = '(^|/)node_modules/typebox/';
const driver = '(^|/)node_modules/(kysely|pg)/';
const serverPackages = [
  driver,
  '(^|/)node_modules/(fastify|@fastify|graphile-worker|pino|csv-parse|csv-stringify|vite)/',
  '(^|/)node_modules/better-auth/dist/(?!client)',
];

const layer = (folder: string, forbidden: string[], exceptFrom: string[] = []) =>
  forbid('layers', { path: `^${folder}/`, pathNot: exceptFrom }, { path: `^(${forbidden.join('|')})/` });

const moduleOrderRules = moduleOrder
  .slice(0, -1)
  .map((module, place) =>
    forbid(
      'module-order',
      { path: `^modules/${module}/` },
      { path: `^modules/(${moduleOrder.slice(place + 1).join('|')})/` },
    ),
  );

export const forbiddenDependencies = [
  layer('shared', ['platform', 'modules', 'app', 'ui-kit', 'demo', ...tools]),
  layer('platform', ['modules', 'app', 'ui-kit', 'demo', ...tools]),
  layer('ui-kit', ['platform', 'modules', 'app', 'demo', ...tools]),
  layer('modules', ['app', ...tools]),
  layer('modules', ['demo'], [test]),
  layer('app', tools),
  layer('demo', tools),
  layer('e2e', ['bench', 'scripts']),
  layer('scripts', ['bench']),

  ...moduleOrderRules,

  forbid(
    'closed-rooms',
    { path: '^modules/([^/]+)/' },
    { path: '^modules/', pathNot: ['^modules/$1/', ...openRooms, scene] },
  ),
  forbid('closed-rooms', { pathNot: ['^modules/'] }, { path: room('store\\.ts$') }),

  forbid('pure-rooms', { path: pureRooms }, { pathNot: ['^shared/', typebox, ...pureRooms] }),
  forbid('pure-rooms', { path: '^shared/', pathNot: [test] }, { dependencyTypes: ['core'] }),
  forbid('pure-rooms', { path: '^shared/', pathNot: [test] }, { path: serverPackages }),

  forbid('texts-import-nothing', { path: texts }, { dependencyTypesNot: ['type-only'] }),
  forbid('texts-import-nothing', { path: texts }, { pathNot: ['^$1texts\\.ru\\.ts$'] }),

  forbid(
    'browser',
    { path: web, pathNot: [test, ...underNode] },
    { path: '^(platform|modules|app|demo)/', pathNot: [...web, ...pureRooms, texts] },
  ),
  forbid('browser', { path: [...web, '^ui-kit/'], pathNot: [test, ...underNode] }, { dependencyTypes: ['core'] }),
  forbid('browser', { path: [...web, '^ui-kit/'], pathNot: [test, ...underNode] }, { path: serverPackages }),

  forbid(
    'sql-only-in-store',
    { pathNot: ['(^|/)store\\.ts$', '^platform/db/', '^e2e/', '^bench/', test] },
    { path: driver, dependencyTypesNot: ['type-only'] },
  ),

  forbid('tests-only', { pathNot: [test, '^e2e/'] }, { path: `^(shared|platform|modules|app|ui-kit|demo)/.*${scene}` }),

  forbid('no-cycles', {}, { circular: true }),
  forbid('imports-resolve', {}, { couldNotResolve: true }),
];
