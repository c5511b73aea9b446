import type { InstalledStructure } from '#modules/structure/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { insertCompetence, insertType } from '../store.ts';
import { READY_COMPETENCES } from './rules.ts';

const MINUTES_IN_AN_HOUR = 60;

/**
 * Lays the shipped competences and request types into the departments of a structure that has just been installed, in the
 * language of the company. Levels are left open: the head of a department sets them, and until somebody is known to be able
 * routing takes everybody for able. Source: domain §9.
 */
export async function installReadyTypes(
  context: WriteContext,
  { salesSystemId, units, language }: InstalledStructure & { language: 'ru' | 'en' },
): Promise<Result<undefined>> {
  let position = 0;
  for (const competence of READY_COMPETENCES) {
    const unitId = units[competence.unit];
    if (unitId === undefined) continue;
    const competenceId = await insertCompetence(context, unitId, competence.name[language], competence.target);
    for (const type of competence.types) {
      await insertType(context, {
        salesSystemId,
        unitId,
        name: type.name[language],
        competenceId,
        requiredLevel: type.level,
        standardMinutes: type.standardHours * MINUTES_IN_AN_HOUR,
        requiredInputs: type.inputs.map((input) => input[language]),
        position: position++,
      });
    }
  }
  return ok();
}
