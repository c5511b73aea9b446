import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { dependencyRules, forbiddenDependencies } from './dependency-rules.ts';
import { filesBelow, productFolders, projectRoot, scriptFile } from './source-files.ts';
import { callOf, type SyntaxNode, stringOf, syntaxOf } from './syntax.ts';
import { tableViolations } from './table-ownership.ts';
import { report, type Violation } from './violation.ts';

/** What one cruise over a tree saw and what it refuses. */
export interface Boundaries {
  files: number;
  imports: number;
  violations: Violation[];
}

/** Checks who imports whom and who touches whose tables in the tree at `root`. */
export async function checkBoundaries(root: string): Promise<Boundaries> {
  const files = filesBelow(root, productFolders, scriptFile);
  if (files.length === 0) return { files: 0, imports: 0, violations: [nothingSeen('.')] };
  const folders = productFolders.filter((folder) => files.some((path) => path.startsWith(`${folder}/`)));
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      // TypeScript 7 has no compiler for dependency-cruiser to use; without swc it would parse nothing and be content.
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^(?!.*node_modules/).*/(dist|fixtures)/' },
      validate: true,
      ruleSet: { forbidden: forbiddenDependencies },
    },
    { conditionNames: ['import', 'node', 'types', 'default'], exportsFields: ['exports'], bustTheCache: true },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a result');

  const seen = new Map(output.modules.map((module) => [module.source, module]));
  const parsed = files.filter((path) => seen.has(path));
  const meaning = new Map<string, string>(Object.entries(dependencyRules));
  const violations = [
    ...files.filter((path) => !seen.has(path)).map(nothingSeen),
    ...output.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      file: from,
      message: `imports ${to}: ${meaning.get(rule.name)}`,
    })),
    ...files.flatMap((path) => hiddenImports(root, path)),
    ...tableViolations(root, files),
  ];
  return {
    files: parsed.length,
    imports: parsed.reduce((sum, path) => sum + (seen.get(path)?.dependencies.length ?? 0), 0),
    violations,
  };
}

function nothingSeen(file: string): Violation {
  return { rule: 'all-files-checked', file, message: 'was not read by dependency-cruiser' };
}

/** Imports that dependency-cruiser does not see would pass every rule, so they are refused as such. */
function hiddenImports(root: string, file: string): Violation[] {
  const hidden = syntaxOf(join(root, file))
    .map(hiddenImport)
    .filter((text) => text !== undefined);
  return hidden.map((text) => ({ rule: 'visible-imports', file, message: `${text} hides what is imported` }));
}

function hiddenImport(node: SyntaxNode): string | undefined {
  if (node.type === 'TsImportType') return 'the type import(…)';
  const call = callOf(node);
  if (call?.name === 'import' && stringOf(call.arguments[0]) === undefined) return 'import(…) of what is computed';
  if (call?.name === 'import.meta.glob') return 'import.meta.glob(…)';
  return undefined;
}

if (import.meta.main) {
  const { files, imports, violations } = await checkBoundaries(projectRoot);
  report('boundaries', violations, `${files} files with ${imports} imports`);
}
