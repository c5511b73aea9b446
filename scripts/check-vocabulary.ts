import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Migration, readMigrations } from './migrations.ts';
import { moduleOrder } from './module-order.ts';
import { codeFolders, filesBelow, projectRoot, scriptFile } from './source-files.ts';
import { nameOf, type SyntaxNode, syntaxOf } from './syntax.ts';
import { report, type Violation } from './violation.ts';

const roomFile =
  /^((contract|rules|access|store|queries|commands|routes|jobs)\.ts|texts\.(ru|en)\.ts|.+\.test\.tsx?|test-[a-z-]+\.ts)$/;
const roomNames = /^(contract|rules|access|store|queries|commands|routes|jobs|texts|tests)$/;
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const pascal = /^[A-Z][A-Za-z0-9]*$/;
const emptyNames = /^(utils?|helpers?|common|misc)$/;
const emptyClassNames = /(Manager|Helper|Service)$/;
const codeFile = /\.([cm]?[jt]sx?|css)$/;

const longestFile = 450;
/** Files that may be longer, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {
  'platform/db/schema.ts': 'generated from the database',
};

/** Files that the house speaks of in words of its own, in the tree at `root`. */
export function checkVocabulary(root: string): { files: number; violations: Violation[] } {
  const files = filesBelow(root, codeFolders, codeFile);
  const violations: Violation[] = [];
  for (const file of files) {
    const say = (rule: string, message: string) => violations.push({ rule, file, message });
    const room = wrongRoom(file);
    if (room !== undefined) say('rooms', room);
    const name = wrongName(file);
    if (name !== undefined) say('names', name);
    const source = readFileSync(join(root, file), 'utf8');
    const lines = source.split('\n').length - 1;
    if (lines > longestFile && longFiles[file] === undefined)
      say('length', `has ${lines} lines; past 400 it splits by noun`);
    if (!scriptFile.test(file)) continue;
    const nodes = syntaxOf(join(root, file));
    const component = wrongComponentName(file, nodes);
    if (component !== undefined) say('names', component);
    for (const found of nodes.map(emptyClass).filter((name) => name !== undefined))
      say('names', `class ${found} says nothing`);
    if (isBarrel(nodes)) say('barrels', 'passes on what others export');
  }
  const migrations = readMigrations(root);
  migrations.forEach((migration, place) => {
    const fault = wrongMigration(migration, place + 1);
    if (fault !== undefined) violations.push({ rule: 'migrations', file: migration.path, message: fault });
  });
  if (files.length === 0)
    violations.push({ rule: 'all-files-checked', file: '.', message: 'there is nothing to check' });
  return { files: files.length + migrations.length, violations };
}

/** What is wrong with the place of a file inside a module, if anything. */
function wrongRoom(file: string): string | undefined {
  const [folder, module = '', ...inside] = file.split('/');
  if (folder !== 'modules') return undefined;
  if (!moduleOrder.includes(module)) return `${module} is not a module in scripts/module-order.ts`;
  const web = inside.indexOf('web');
  const nouns = inside.slice(0, web >= 0 ? web : -1);
  const roomAsFolder = nouns.find((noun) => roomNames.test(noun));
  if (roomAsFolder !== undefined)
    return `${roomAsFolder}/ is a bag of parts: name the folder by a noun of the business`;
  if (nouns.length > 1) return 'lies deeper than one folder inside the module';
  if (web < 0 && !roomFile.test(basename(file))) return 'is not a room of a module (ARCHITECTURE.md lists them)';
  return undefined;
}

/** What is wrong with the name of a file or of its folders, if anything. */
function wrongName(file: string): string | undefined {
  const [stem = '', ...kinds] = basename(file).split('.');
  const folders = dirname(file).split('/');
  const empty = [...folders, stem].find((name) => emptyNames.test(name));
  if (empty !== undefined) return `${empty} says nothing about what is inside`;
  const crooked = folders.find((name) => !kebab.test(name));
  if (crooked !== undefined) return `the folder ${crooked} is not in kebab-case`;
  if (stem === 'index') return 'index hides the name of what is inside';
  if (kinds.includes('css') || kinds.includes('test')) return namedEitherWay(stem) ? undefined : 'is not in kebab-case';
  return kebab.test(stem) || (kinds.at(-1) === 'tsx' && pascal.test(stem)) ? undefined : 'is not in kebab-case';
}

const namedEitherWay = (stem: string): boolean => kebab.test(stem) || pascal.test(stem);

/** A file in PascalCase exports components; the component that a file is named after makes its name PascalCase. */
function wrongComponentName(file: string, nodes: readonly SyntaxNode[]): string | undefined {
  const [stem = '', ...kinds] = basename(file).split('.');
  if (kinds.join('.') !== 'tsx') return undefined;
  const exported = nodes.flatMap(exportedNames);
  if (pascal.test(stem)) return exported.some((name) => pascal.test(name)) ? undefined : 'exports no component';
  const component = stem.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
  return exported.includes(component)
    ? `exports the component ${component}, so its name is ${component}.tsx`
    : undefined;
}

function exportedNames(node: SyntaxNode): string[] {
  if (node.type === 'ExportDefaultDeclaration')
    return [nameOf((node.decl as { identifier?: unknown }).identifier) ?? ''];
  if (node.type !== 'ExportDeclaration') return [];
  const { identifier, declarations } = node.declaration as { identifier?: unknown; declarations?: { id: unknown }[] };
  return [identifier, ...(declarations ?? []).map(({ id }) => id)].map((id) => nameOf(id) ?? '');
}

function emptyClass(node: SyntaxNode): string | undefined {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
  const name = nameOf(node.identifier) ?? '';
  return emptyClassNames.test(name) ? name : undefined;
}

/** True for a file that re-exports everything of another, or that does nothing but re-export. */
function isBarrel([module, ...nodes]: readonly SyntaxNode[]): boolean {
  if (nodes.some(({ type }) => type === 'ExportAllDeclaration')) return true;
  const statements = Array.isArray(module?.body) ? module.body : [];
  return (
    statements.length > 0 &&
    statements.every(({ type, source }) => type === 'ExportNamedDeclaration' && source !== null)
  );
}

/** Migrations are numbered without gaps, go forward only, and say what they are for and what they do to the data. */
function wrongMigration({ path, opening }: Migration, number: number): string | undefined {
  const expected = String(number).padStart(4, '0');
  if (!new RegExp(`^${expected}_[a-z0-9]+(_[a-z0-9]+)*\\.sql$`).test(basename(path)))
    return `is not named ${expected}_<name>.sql`;
  if (/_(down|rollback|revert)\b/.test(path)) return 'goes back: migrations go forward only';
  if (!/^-- Intent: \S/m.test(opening)) return 'opens without `-- Intent: …`';
  if (!/^-- Effect on data: \S/m.test(opening)) return 'opens without `-- Effect on data: …`';
  return undefined;
}

if (import.meta.main) {
  const { files, violations } = checkVocabulary(projectRoot);
  report('vocabulary', violations, `${files} files`);
}
