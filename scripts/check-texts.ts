import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Catalogue, faultsOfText, faultsOfTranslation } from './message-faults.ts';
import { codeFolders, filesBelow, isTest, projectRoot, scriptFile } from './source-files.ts';
import { textUses } from './text-uses.ts';
import { report, type Violation } from './violation.ts';

const textFile = /\/texts\.(ru|en)\.ts$/;
const russianName = 'texts.ru.ts';

/** Checks the words of the tree at `root`: both languages complete and alike, nothing unsaid, nothing said in vain. */
export async function checkTexts(root: string): Promise<{ texts: number; violations: Violation[] }> {
  const violations: Violation[] = [];
  const known = new Map<string, string>();
  const sources = filesBelow(root, codeFolders, scriptFile);

  for (const file of sources.filter((path) => textFile.test(path))) {
    const ru = join(dirname(file), russianName);
    const en = join(dirname(file), 'texts.en.ts');
    if (!existsSync(join(root, ru)) || !existsSync(join(root, en))) {
      violations.push({ rule: 'both-languages', file, message: 'stands without the file of the other language' });
    } else if (file === ru) {
      const pair = { ru: await readTexts(root, ru, 'ru'), en: await readTexts(root, en, 'en') };
      violations.push(...faultsOfPair(ru, en, pair));
      for (const key of Object.keys(pair.ru)) {
        const earlier = known.get(key);
        if (earlier !== undefined)
          violations.push({ rule: 'one-place', file, message: `${key} is also in ${earlier}` });
        known.set(key, file);
      }
    }
  }

  const speaking = sources.filter(
    (path) => !textFile.test(path) && !isTest(path) && !/^(e2e|bench|scripts)\//.test(path),
  );
  const { uses, refusals } = textUses(root, speaking);
  for (const [key, file] of known) {
    if (!uses(key)) violations.push({ rule: 'used', file, message: `${key} is shown nowhere` });
  }
  for (const { reason, file } of refusals) {
    if (!known.has(`reason.${reason}`)) violations.push({ rule: 'reasons', file, message: `no text reason.${reason}` });
  }
  if (known.size === 0) violations.push({ rule: 'all-files-checked', file: '.', message: 'there is no text' });
  return { texts: known.size, violations };
}

/** A file of texts imports nothing, so it can be loaded as it is. */
async function readTexts(root: string, path: string, language: 'ru' | 'en'): Promise<Catalogue> {
  const module: Record<string, Catalogue> = await import(pathToFileURL(join(root, path)).href);
  const texts = module[language];
  if (texts === undefined) throw new Error(`${path} does not export ${language}`);
  return texts;
}

function faultsOfPair(ruFile: string, enFile: string, { ru, en }: { ru: Catalogue; en: Catalogue }): Violation[] {
  const missing = (file: string, from: Catalogue, to: Catalogue) =>
    Object.keys(from)
      .filter((key) => to[key] === undefined)
      .map((key) => ({ rule: 'both-languages', file, message: `has no ${key}` }));
  return [
    ...missing(enFile, ru, en),
    ...missing(ruFile, en, ru),
    ...Object.entries(ru).flatMap(([key, text]) =>
      faultsOfText('ru', key, text).map((fault) => ({ ...fault, file: ruFile })),
    ),
    ...Object.entries(en).flatMap(([key, text]) =>
      faultsOfText('en', key, text).map((fault) => ({ ...fault, file: enFile })),
    ),
    ...faultsOfTranslation(ru, en).map((fault) => ({ ...fault, file: enFile })),
  ];
}

if (import.meta.main) {
  const { texts, violations } = await checkTexts(projectRoot);
  report('texts', violations, `${texts} texts in two languages`);
}
