import { join } from 'node:path';
import { readMigrations } from './migrations.ts';
import { moduleOrder } from './module-order.ts';
import { isTest } from './source-files.ts';
import { callOf, nameOf, type SyntaxNode, stringOf, stringsOf, syntaxOf, templateParts } from './syntax.ts';
import type { Violation } from './violation.ts';

const queryBuilding = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'query']);
const tableNaming = new Set([
  ...queryBuilding,
  ...['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'innerJoinLateral', 'leftJoinLateral'],
  ...['from', 'using', 'table'],
]);

const looksLikeSql = /^\s*(?:select|insert\s+into|update|delete\s+from|with|truncate|copy|lock\s+table)\b/i;
const beforeTables = new Set([
  'from',
  'join',
  'into',
  'update',
  'using',
  'truncate',
  'table',
  'copy',
  'references',
  'on',
]);
/** Words after which a list of tables may stand; after `references` the comma belongs to the list of columns. */
const beforeLists = new Set(['from', 'using', 'truncate', 'table']);

/**
 * A later module may follow the writes of an earlier one inside their transaction, as it may point to their rows; what
 * it reads of them it reads through views.
 */
const triggerOn = /(\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b[^;]*?\s)on\b/gi;

interface Mention {
  after: string;
  table: string;
}

/** What stands in SQL where a table or a view is named; words that are neither are for the caller to leave aside. */
function mentionsIn(sql: string): Mention[] {
  const words = sql.toLowerCase().match(/[\w.]+|[^\s\w"]/g) ?? [];
  return words.flatMap((after, place) => {
    if (!beforeTables.has(after)) return [];
    const mentions: Mention[] = [];
    let next = place;
    do {
      next += words[next + 1] === 'only' ? 2 : 1;
      mentions.push({ after, table: (words[next] ?? '').replace(/^public\./, '') });
      next += words[next + 1] === 'as' ? 2 : 1;
      // An alias matters only as what stands between a table and the comma before the next.
      if (words[next] !== ',') next += 1;
    } while (words[next] === ',' && beforeLists.has(after));
    return mentions;
  });
}

function sqlIn(node: SyntaxNode): string | undefined {
  if (node.type === 'TaggedTemplateExpression' && isSqlTag(node.tag)) return templateParts(node.template)?.join(' $ ');
  const text = stringOf(node) ?? templateParts(node)?.join(' $ ');
  return text !== undefined && looksLikeSql.test(text) ? text : undefined;
}

const isSqlTag = (tag: unknown): boolean => nameOf(tag) === 'sql';

/** Tables that a store names: in calls of the query builder, in `sql` templates and in strings of SQL. */
function mentionsInCode(nodes: readonly SyntaxNode[]): string[] {
  return nodes.flatMap((node) => {
    const call = callOf(node);
    const namesTables = call?.method !== undefined && tableNaming.has(call.method);
    const named = namesTables ? stringsOf(call.arguments[0]).map((table) => table.split(/\s/)[0] ?? '') : [];
    return [...named, ...mentionsIn(sqlIn(node) ?? '').map(({ table }) => table)];
  });
}

function buildsQueries(node: SyntaxNode): string | undefined {
  const call = callOf(node);
  if (call?.method !== undefined && queryBuilding.has(call.method)) return `.${call.method}(`;
  return node.type === 'TaggedTemplateExpression' && isSqlTag(node.tag) ? 'sql`' : undefined;
}

/** `modules/deals/bids/store.ts` belongs to `deals`, `platform/db/pool.ts` to `platform`. */
function ownerOf(path: string): string {
  const [folder = '', module = ''] = path.split('/');
  return folder === 'modules' ? module : folder;
}

const placeOf = (owner: string): number => moduleOrder.indexOf(owner);

/** Rule 5: SQL only in `store.ts` and `platform/db`, and only over the module's own tables and published views. */
export function tableViolations(root: string, files: readonly string[]): Violation[] {
  const migrations = readMigrations(root);
  const owners = new Map(
    migrations.flatMap(({ module = '', tables }) => tables.map((table) => [table, module] as const)),
  );
  const violations: Violation[] = [];

  function refuseForeign(file: string, owner: string, table: string): void {
    const tableOwner = owners.get(table);
    if (tableOwner !== undefined && tableOwner !== owner) {
      violations.push({ rule: 'own-tables', file, message: `touches ${table}, a table of ${tableOwner}` });
    }
  }

  for (const { path, module, statements, views } of migrations) {
    if (module === undefined || (module !== 'platform' && placeOf(module) < 0)) {
      violations.push({
        rule: 'migration-owner',
        file: path,
        message: 'opens without `-- module: <name of a module or platform>`',
      });
      continue;
    }
    for (const { after, table } of mentionsIn(statements.replace(triggerOn, '$1references'))) {
      const isBackReference = after === 'references' && placeOf(owners.get(table) ?? module) <= placeOf(module);
      if (!isBackReference) refuseForeign(path, module, table);
    }
    // A view under the former name of a renamed table of the module's own stands for it.
    for (const view of views.filter((view) => !view.startsWith('v_') && owners.get(view) !== module)) {
      violations.push({
        rule: 'own-tables',
        file: path,
        message: `publishes the view ${view} under a name without v_`,
      });
    }
  }

  for (const file of files.filter((path) => !isTest(path) && !/^(e2e|bench)\//.test(path))) {
    const nodes = syntaxOf(join(root, file));
    const mayHoldSql = file.endsWith('/store.ts') || file.startsWith('platform/db/');
    if (mayHoldSql) {
      for (const table of mentionsInCode(nodes)) refuseForeign(file, ownerOf(file), table);
    } else {
      for (const found of new Set(nodes.map(buildsQueries).filter((text) => text !== undefined))) {
        violations.push({ rule: 'sql-only-in-store', file, message: `${found} outside of store.ts and platform/db` });
      }
    }
  }
  return violations;
}
