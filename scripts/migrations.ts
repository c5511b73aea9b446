import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './source-files.ts';

export interface Migration {
  path: string;
  /** The comment that the file opens with. */
  opening: string;
  /** The statements, without comments. */
  statements: string;
  /** Whose tables it makes or changes: a business module or `platform`; undefined when the opening does not say. */
  module: string | undefined;
  /** Those it makes, and the new names of those that it renames. */
  tables: readonly string[];
  views: readonly string[];
}

const createTable = /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi;
const renameTable = /\balter\s+table\s+(?:only\s+)?"?\w+"?\s+rename\s+to\s+"?(\w+)"?/gi;
const createView = /\bcreate\s+(?:or\s+replace\s+)?(?:materialized\s+)?view\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi;

const namesIn = (sql: string, pattern: RegExp): string[] => [...sql.matchAll(pattern)].map((match) => match[1] ?? '');

export function readMigrations(root: string): Migration[] {
  return filesBelow(root, ['migrations'], /./).map((path) => {
    const sql = readFileSync(join(root, path), 'utf8');
    const opening = /^(?:--.*\n)*/.exec(sql)?.[0] ?? '';
    const statements = sql.replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
    return {
      path,
      opening,
      statements,
      module: /^-- module: ([a-z-]+)$/m.exec(opening)?.[1],
      tables: [...namesIn(statements, createTable), ...namesIn(statements, renameTable)],
      views: namesIn(statements, createView),
    };
  });
}
